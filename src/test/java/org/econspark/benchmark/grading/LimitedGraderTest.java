package org.econspark.benchmark.grading;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import org.econspark.benchmark.Grade;
import org.econspark.benchmark.Grader;
import org.econspark.benchmark.Problem;
import org.econspark.benchmark.Problems;
import org.junit.jupiter.api.Test;

class LimitedGraderTest {
  private static final Problem PROBLEM = Problems.of("b", "1", "?", "1", "endless", "", "");

  /** Never comes to an end by itself. */
  private record Endless() implements Grader {
    @Override
    public String name() {
      return "endless";
    }

    @Override
    public String version() {
      return "1";
    }

    @Override
    public Optional<String> extract(String text) {
      return text.isEmpty() ? work() : Optional.of(text);
    }

    @Override
    public Optional<String> extractStrict(String text) {
      return work();
    }

    @Override
    public Grade judge(String answer, Problem problem) {
      return work();
    }

    @Override
    public String voteKey(String answer) {
      return work();
    }

    private static <T> T work() {
      while (true) {
        TimeLimit.check();
      }
    }
  }

  private final Grader grader = new LimitedGrader(new Endless(), Duration.ofMillis(20));

  @Test
  void endlessJudgementEndsAsUndecidedAndKeepsTheAnswer() {
    Grade grade = grader.grade("5", PROBLEM);

    assertThat(grade.verdict()).isEqualTo(Grade.Verdict.WRONG);
    assertThat(grade.answer()).isEqualTo("5");
    assertThat(grade.reason()).isEqualTo("not decided within the time limit");
  }

  @Test
  void endlessExtractionFindsNothing() {
    assertThat(grader.grade("", PROBLEM).verdict()).isEqualTo(Grade.Verdict.NO_ANSWER);
    assertThat(grader.extractStrict("x")).isEmpty();
    assertThat(grader.voteKey(" x ")).isEqualTo("x");
  }

  @Test
  void limitEndsWithItsCall() {
    grader.voteKey("x");

    TimeLimit.check();
  }

  @Test
  void onlyTheEndOfAnEnormousTextIsLookedAt() {
    String text = "\\boxed{1}" + " ".repeat(LimitedGrader.MAX_TEXT) + "\\boxed{2}";

    assertThat(Graders.byName("numeric").extract(text)).contains("2");
    assertThat(Graders.byName("numeric").extract(text.substring(0, text.length() - 9))).isEmpty();
  }
}
