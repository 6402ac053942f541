package org.econspark.benchmark.grading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.econspark.benchmark.Grade;
import org.econspark.benchmark.Grader;
import org.econspark.benchmark.Problem;
import org.econspark.benchmark.Problems;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** No text makes a grader throw or slow down out of proportion. */
class GraderRobustnessTest {
  private static final int LONG = 100_000;

  /** Far above the milliseconds that a linear pass takes, far below what a quadratic one does. */
  private static final Duration LIMIT = Duration.ofSeconds(4);

  private static final String[] PIECES = HostileTexts.PIECES;

  static Stream<String> graders() {
    return Graders.names().stream();
  }

  @ParameterizedTest
  @MethodSource("graders")
  void randomTextsNeverThrow(String name) {
    Grader grader = Graders.byName(name);
    Random random = new Random(7);
    for (int i = 0; i < 1_500; i++) {
      String gold = text(random, 1 + random.nextInt(12));
      String answer = text(random, 1 + random.nextInt(40));
      for (String given : List.of(answer, "\\boxed{" + answer + "}")) {
        assertThatCode(() -> check(grader, gold, given))
            .as("gold <%s> text <%s>", gold, given)
            .doesNotThrowAnyException();
      }
    }
  }

  /** The beginning of what {@code src/test/benchmark_graders.sh} grades and times. */
  @ParameterizedTest
  @MethodSource("graders")
  void hostileTextsEndSoon(String name) {
    Grader grader = Graders.byName(name);
    new HostileTexts(1)
        .stream(300)
            .forEach(
                text ->
                    Assertions.assertTimeout(
                        LIMIT, () -> check(grader, "12", text), () -> name + " of " + text));
  }

  @ParameterizedTest
  @MethodSource("graders")
  void hugeTextsEndSoon(String name) {
    Grader grader = Graders.byName(name);
    Random random = new Random(11);
    for (String piece : PIECES) {
      String text = piece.repeat(LONG / piece.length());
      for (String given : List.of(text, "\\boxed{" + text + "}")) {
        Assertions.assertTimeout(LIMIT, () -> check(grader, "12", given), name + " of " + piece);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("graders")
  void deepAndHeavyAnswersEndSoon(String name) {
    Grader grader = Graders.byName(name);
    List<String> answers = new ArrayList<>();
    for (int depth : new int[] {30, 200, 900}) {
      answers.add("(".repeat(depth) + "1" + ")".repeat(depth));
      answers.add("\\frac{1}{".repeat(depth) + "1" + "}".repeat(depth));
      answers.add("\\sqrt".repeat(depth) + "2");
      answers.add("2^".repeat(depth) + "2");
      answers.add("-".repeat(depth) + "2");
      answers.add("\\text{".repeat(depth) + "1" + "}".repeat(depth));
      answers.add("|".repeat(depth) + "1" + "|".repeat(depth));
      answers.add("x^{999}+".repeat(depth / 8) + "1");
      answers.add("1,".repeat(depth) + "1");
      answers.add("{".repeat(depth) + "1," + "}".repeat(depth));
      answers.add("9".repeat(depth) + "^" + "9".repeat(depth));
      answers.add("\\frac{1}{3}+".repeat(depth / 8) + "\\pi");
      answers.add("300!".repeat(depth / 4));
    }
    for (String answer : answers) {
      Assertions.assertTimeout(
          LIMIT, () -> check(grader, answer, "\\boxed{" + answer + "}"), name + " of " + answer);
    }
  }

  private static void check(Grader grader, String gold, String text) {
    Problem problem = Problems.of("b", "1", "q", gold, grader.name(), "", "");
    Grade grade = grader.grade(text, problem);
    assertThat(grade.answer() == null).isEqualTo(grade.verdict() == Grade.Verdict.NO_ANSWER);
    assertThat(grade.score()).isBetween(0.0, 1.0);
    assertThat(grader.extract(text).orElse(null)).isEqualTo(grade.answer());
    if (grade.answer() != null) {
      assertThat(grader.voteKey(grade.answer())).isNotNull();
    }
  }

  private static String text(Random random, int pieces) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < pieces; i++) {
      text.append(PIECES[random.nextInt(PIECES.length)]);
    }
    return text.toString();
  }
}
