package org.econspark.benchmark.grading;

import static org.assertj.core.api.Assertions.assertThat;

import org.econspark.benchmark.Grade;
import org.econspark.benchmark.Grader;
import org.econspark.benchmark.Problem;
import org.econspark.benchmark.Problems;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The strict verdict beside the flexible one. */
class StrictFormTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "numeric | 12 | \\boxed{12} | CORRECT | CORRECT",
        "numeric | 12 | \\boxed{13} | WRONG | WRONG",
        "numeric | 12 | \"So:\n#### 12\" | CORRECT | CORRECT",
        "numeric | 1200 | \\boxed{\\$1,200} | CORRECT | CORRECT",
        "numeric | 12 | \\boxed{12 apples} | CORRECT | NO_ANSWER",
        "numeric | 12 | \\boxed{twelve} | CORRECT | NO_ANSWER",
        "numeric | 12 | The answer is 12. | CORRECT | NO_ANSWER",
        "numeric | 12 | \\boxed{12 | NO_ANSWER | NO_ANSWER",
        "numeric | 0.5 | \\boxed{\\frac{1}{2}} | CORRECT | CORRECT",
        "math | 2x | The answer is $2x$. | CORRECT | NO_ANSWER",
        "math | 2x | $\\boxed{x+x}$ | CORRECT | CORRECT",
        "yes-no | yes | \\boxed{Yes} | CORRECT | CORRECT",
        "yes-no | yes | \\boxed{true} | CORRECT | NO_ANSWER",
        "yes-no | no | No, they never met. | CORRECT | NO_ANSWER",
        "exact | blue | \\boxed{Blue} | CORRECT | CORRECT",
        "exact | blue | The answer is blue. | CORRECT | NO_ANSWER"
      })
  void strictVerdictAsksForTheForm(
      String name, String gold, String text, Grade.Verdict flexible, Grade.Verdict strict) {
    Grader grader = Graders.byName(name);
    Problem problem = Problems.of("b", "1", "?", gold, name, "", "");

    Grade grade = grader.grade(text, problem);

    assertThat(grade.verdict()).isEqualTo(flexible);
    assertThat(grader.gradeStrict(text, problem, grade).verdict()).isEqualTo(strict);
  }
}
