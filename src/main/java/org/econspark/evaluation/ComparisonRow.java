package org.econspark.evaluation;

import java.io.Serializable;

/**
 * One method on one benchmark against self-consistency at equal tokens, and against the method
 * whose tokens were matched; a row of the table {@code comparison}. Figures that are undefined are
 * null.
 *
 * @param benchmark name, or {@code all} for all of them together
 * @param obstacle why the method was not played, null if it was
 * @param n episodes that did not fail
 * @param accuracy share of right answers among them
 * @param tokensPerProblem prompt and completion tokens of an episode
 * @param callsPerProblem model calls of an episode
 * @param equalSamples least number of samples of self-consistency that costs at least as much; on
 *     {@code all} null, as each benchmark has its own
 * @param equalTokens what these cost
 * @param equalAccuracy accuracy of the vote over these
 * @param delta accuracy minus the vote's, over episodes that both answered
 * @param deltaLow lower end of its 95 % interval
 * @param deltaHigh upper end of its 95 % interval
 * @param pValue of the difference, Holm-corrected over the methods of the benchmark
 * @param reachesTokens whether the samples drawn cost as much as the method; if not, the comparison
 *     is with all of them and self-consistency had less to spend
 * @param tokensAtEqualAccuracy what the least number of samples with at least the method's accuracy
 *     costs; null if no number of those drawn reaches it
 * @param matched method whose tokens were matched; null without
 * @param matchedDelta accuracy minus the matched method's
 * @param matchedLow lower end of its 95 % interval
 * @param matchedHigh upper end of its 95 % interval
 * @param matchedPValue of the difference, Holm-corrected over the methods of the benchmark
 */
public record ComparisonRow(
    String benchmark,
    String method,
    String obstacle,
    long n,
    Double accuracy,
    Double tokensPerProblem,
    Double callsPerProblem,
    Integer equalSamples,
    Double equalTokens,
    Double equalAccuracy,
    Double delta,
    Double deltaLow,
    Double deltaHigh,
    Double pValue,
    Boolean reachesTokens,
    Double tokensAtEqualAccuracy,
    String matched,
    Double matchedDelta,
    Double matchedLow,
    Double matchedHigh,
    Double matchedPValue)
    implements Serializable {

  /** Name of the row over all benchmarks. */
  public static final String ALL = "all";

  /** A method that was not played. */
  static ComparisonRow notPlayed(String benchmark, String method, String obstacle) {
    return new ComparisonRow(
        benchmark, method, obstacle, 0, null, null, null, null, null, null, null, null, null, null,
        null, null, null, null, null, null, null);
  }
}
