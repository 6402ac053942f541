package org.econspark.spark;

import java.util.List;

/**
 * What a run would play of one benchmark.
 *
 * @param problems that the settings select
 * @param repeats attempts at each
 * @param methods that can be played on it
 * @param unreadable rows of the data that cannot be used
 */
public record PlannedBenchmark(
    String benchmark, long problems, int repeats, List<String> methods, long unreadable) {

  /** One line for people. */
  @Override
  public String toString() {
    return String.format(
        "%s: %d problems x %d repeats x %s, %d rows unreadable",
        benchmark, problems, repeats, String.join(", ", methods), unreadable);
  }
}
