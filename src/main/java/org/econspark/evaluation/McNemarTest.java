package org.econspark.evaluation;

import org.apache.commons.math3.distribution.BinomialDistribution;

/**
 * Exact test of whether two methods judged on the same items differ: under the null hypothesis the
 * items that only one of them got right fall to either with probability one half.
 *
 * <p>Source: McNemar 1947; exact two-sided form, twice the smaller binomial tail, at most 1.
 */
public final class McNemarTest {

  private McNemarTest() {}

  /**
   * The two-sided p-value; 1 where the methods never disagree.
   *
   * @throws IllegalArgumentException if there are more than 2^31 - 1 disagreements
   */
  public static double exactP(PairedCounts counts) {
    long disagreements = counts.onlyFirst() + counts.onlySecond();
    if (disagreements == 0) {
      return 1;
    }
    if (disagreements > Integer.MAX_VALUE) {
      throw new IllegalArgumentException(
          "Invalid number of disagreements %d: the exact test takes at most %d"
              .formatted(disagreements, Integer.MAX_VALUE));
    }
    // No random generator: only the distribution function is asked.
    BinomialDistribution half = new BinomialDistribution(null, (int) disagreements, 0.5);
    long smaller = Math.min(counts.onlyFirst(), counts.onlySecond());
    return Math.min(1, 2 * half.cumulativeProbability((int) smaller));
  }
}
