package org.econspark.evaluation;

/**
 * Interval of a proportion by inverting the score test.
 *
 * <p>Source: Wilson 1927, Probable inference, the law of succession, and statistical inference, JASA
 * 22. Unlike the textbook interval it is never empty at 0 or 1.
 */
public final class WilsonInterval {
  private WilsonInterval() {}

  /**
   * @param successes at most {@code trials}
   * @param trials at least 1
   */
  public static Interval of(long successes, long trials) {
    if (trials < 1 || successes < 0 || successes > trials) {
      throw new IllegalArgumentException(
          "Invalid proportion " + successes + " of " + trials + ": expected 0 to n of n > 0");
    }
    double n = trials;
    double p = successes / n;
    double z2 = Interval.Z * Interval.Z;
    double centre = p + z2 / (2 * n);
    double margin = Interval.Z * Math.sqrt(p * (1 - p) / n + z2 / (4 * n * n));
    double scale = 1 + z2 / n;
    // At 0 and n successes one end is exactly 0 or 1; rounding may miss it.
    double low = successes == 0 ? 0 : (centre - margin) / scale;
    double high = successes == trials ? 1 : (centre + margin) / scale;
    return new Interval(low, high);
  }
}
