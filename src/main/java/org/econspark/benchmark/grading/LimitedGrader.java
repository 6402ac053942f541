package org.econspark.benchmark.grading;

import java.time.Duration;
import java.util.Optional;
import org.econspark.benchmark.Grade;
import org.econspark.benchmark.Grader;
import org.econspark.benchmark.Problem;

/**
 * A grader under a hard limit of time and text. Of a longer text only the end is looked at, where
 * answers stand. A judgement that is not done in time is wrong for lack of a proof, and says so.
 *
 * @param limit for each call
 */
record LimitedGrader(Grader grader, Duration limit) implements Grader {
  /** A thousand times what a judgement takes. */
  static final Duration LIMIT = Duration.ofSeconds(2);

  /** Characters of a text that are looked at. */
  static final int MAX_TEXT = 1_000_000;

  static final String EXPIRED = "not decided within the time limit";

  @Override
  public String name() {
    return grader.name();
  }

  @Override
  public String version() {
    return grader.version();
  }

  @Override
  public Optional<String> extract(String text) {
    return TimeLimit.within(limit, () -> grader.extract(end(text)), Optional::empty);
  }

  @Override
  public Optional<String> extractStrict(String text) {
    return TimeLimit.within(limit, () -> grader.extractStrict(end(text)), Optional::empty);
  }

  @Override
  public Grade judge(String answer, Problem problem) {
    return TimeLimit.within(
        limit, () -> grader.judge(answer, problem), () -> Grade.of(answer, false, EXPIRED));
  }

  @Override
  public String voteKey(String answer) {
    return TimeLimit.within(limit, () -> grader.voteKey(answer), answer::strip);
  }

  private static String end(String text) {
    return text.length() <= MAX_TEXT ? text : text.substring(text.length() - MAX_TEXT);
  }
}
