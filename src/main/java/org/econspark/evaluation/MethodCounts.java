package org.econspark.evaluation;

import java.util.List;

/**
 * Counts of one method on one benchmark, as summed up by a query.
 *
 * @param episodes latest attempt of each episode
 * @param correct of them with a right answer
 * @param correctStrict of them with a right answer in the asked form
 * @param noAnswer of them without an answer
 * @param failed of them without a text
 * @param tokens prompt and completion tokens of all
 * @param calls model calls of all
 * @param costUsd null without prices
 * @param seconds that tasks spent playing
 * @param solvable problems for which at least one call gave a right answer
 * @param attempts right answers by problem, over episodes that did not fail
 * @param paired the same over episodes that failed neither here nor in the baseline, the baseline
 *     second
 */
public record MethodCounts(
    String benchmark,
    String method,
    long episodes,
    long correct,
    long correctStrict,
    long noAnswer,
    long failed,
    long tokens,
    long calls,
    Double costUsd,
    double seconds,
    long solvable,
    List<Attempts> attempts,
    List<PairedAttempts> paired) {
  public MethodCounts {
    attempts = List.copyOf(attempts);
    paired = List.copyOf(paired);
  }

  /** Episodes that did not fail. */
  long graded() {
    return episodes - failed;
  }

  /** Problems with an episode that did not fail. */
  long problems() {
    return attempts.stream().mapToLong(Attempts::problems).sum();
  }

  /** Most attempts at a problem that did not fail. */
  int repeats() {
    return attempts.stream().mapToInt(Attempts::graded).max().orElse(0);
  }
}
