package org.econspark.evaluation;

import java.util.List;

/**
 * Two methods on the same problems. With one attempt at each problem: Newcombe's interval and the
 * exact McNemar test. With several: the bootstrap's interval and the sign-flip test, both with
 * problems as units.
 *
 * @param difference accuracy of the first minus that of the second
 * @param interval95 of the difference
 * @param bootstrap95 of the difference, by the paired bootstrap in either case
 * @param pValue two-sided, not corrected
 * @param problemsNeeded see {@link Power}; null without a difference
 */
public record PairedComparison(
    double difference,
    Interval interval95,
    Interval bootstrap95,
    double pValue,
    Long problemsNeeded) {
  /**
   * @param seed of the bootstrap
   * @throws IllegalArgumentException if there are no problems
   */
  public static PairedComparison of(List<PairedAttempts> paired, long seed) {
    Interval bootstrap = PairedBootstrap.interval95(paired, seed);
    Long needed = Power.problemsNeeded(paired);
    if (PairedAttempts.isSingle(paired)) {
      PairedCounts counts = PairedAttempts.counts(paired);
      PairedDifference difference = PairedDifference.of(counts);
      return new PairedComparison(
          difference.difference(),
          difference.interval95(),
          bootstrap,
          McNemarTest.exactP(counts),
          needed);
    }
    return new PairedComparison(
        PairedAttempts.difference(paired),
        bootstrap,
        bootstrap,
        SignFlipTest.exactP(paired),
        needed);
  }
}
