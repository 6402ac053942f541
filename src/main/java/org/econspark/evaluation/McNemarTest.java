package org.econspark.evaluation;

import org.apache.commons.math3.distribution.BinomialDistribution;

/**
 * Exact test of whether two methods are right equally often on the same items.
 *
 * <p>Source: McNemar 1947, Psychometrika 12, in the exact binomial form: of the items on which just
 * one method is right, each is equally likely to favour either.
 */
public final class McNemarTest {
  private McNemarTest() {}

  /** Two-sided p-value; 1 without any item on which they differ. */
  public static double exactPValue(long onlyMethod, long onlyBaseline) {
    int discordant = Math.toIntExact(onlyMethod + onlyBaseline);
    if (discordant == 0) {
      return 1;
    }
    // No random numbers are drawn, so the distribution needs no generator.
    BinomialDistribution fair = new BinomialDistribution(null, discordant, 0.5);
    int smaller = Math.toIntExact(Math.min(onlyMethod, onlyBaseline));
    return Math.min(1, 2 * fair.cumulativeProbability(smaller));
  }
}
