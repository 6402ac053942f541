package org.econspark.benchmark;

import java.util.Optional;

/**
 * Reads an answer out of a text and compares it with the gold answer: two steps, so that votes and
 * reports can use the first alone. Stateless and thread-safe; never throws on any text.
 */
public interface Grader {

  /** Name used by {@link Problem#grader}. */
  String name();

  /** Changes whenever a verdict may change. */
  String version();

  /** The final answer as written, or empty. */
  Optional<String> extract(String text);

  /** Verdict on a whole text: {@link #extract}, then comparison with {@link Problem#gold}. */
  Grade grade(String text, Problem problem);

  /**
   * A key that is equal for two answers of the same value ({@code 1/2} and {@code 0.5}), for
   * counting votes.
   *
   * @param answer as {@link #extract} returned it
   */
  String voteKey(String answer);
}
