package org.econspark.benchmark.grading;

import java.util.Optional;
import org.econspark.benchmark.Grade;
import org.econspark.benchmark.Grader;
import org.econspark.benchmark.Problem;

/**
 * A stand-in for a later version of the numeric grader that changes its mind in known places: 13 is
 * right whatever the gold, 7 is wrong whatever the gold.
 */
public final class PlantedGrader implements Grader {
  private final Grader numeric = NumericGrader.EXACT;

  @Override
  public String name() {
    return "numeric-planted";
  }

  @Override
  public String version() {
    return "planted-2";
  }

  @Override
  public Optional<String> extract(String text) {
    return numeric.extract(text);
  }

  @Override
  public Optional<String> extractStrict(String text) {
    return numeric.extractStrict(text);
  }

  @Override
  public Grade judge(String answer, Problem problem) {
    return switch (answer) {
      case "13" -> Grade.of(answer, true, "planted: 13 is right");
      case "7" -> Grade.of(answer, false, "planted: 7 is wrong");
      default -> numeric.judge(answer, problem);
    };
  }

  @Override
  public String voteKey(String answer) {
    return numeric.voteKey(answer);
  }
}
