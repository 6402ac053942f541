package org.econspark.evaluation;

/**
 * Interval of the difference of two proportions over the same items: Wald's with half an item added
 * to each cell of the two-by-two table.
 *
 * <p>Source: Agresti and Min 2005, Simple improved confidence intervals for comparing matched
 * proportions, Statistics in Medicine 24.
 */
public final class PairedDifference {
  private PairedDifference() {}

  /**
   * @param pairs items that both answered
   * @param onlyMethod of them, right in the first alone
   * @param onlyBaseline of them, right in the second alone
   * @return interval of first minus second, within [-1, 1]
   */
  public static Interval interval(long pairs, long onlyMethod, long onlyBaseline) {
    if (pairs < 1 || onlyMethod < 0 || onlyBaseline < 0 || onlyMethod + onlyBaseline > pairs) {
      throw new IllegalArgumentException(
          "Invalid paired counts " + onlyMethod + " and " + onlyBaseline + " of " + pairs);
    }
    double n = pairs + 2.0;
    double difference = onlyMethod - onlyBaseline;
    double discordant = onlyMethod + onlyBaseline + 1.0;
    double margin = Interval.Z * Math.sqrt(discordant - difference * difference / n) / n;
    double centre = difference / n;
    return new Interval(Math.max(-1, centre - margin), Math.min(1, centre + margin));
  }
}
