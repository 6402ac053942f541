package org.econspark.evaluation;

/**
 * The score interval of a proportion, which stays sensible at 0 and 1 and for few items.
 *
 * <p>Source: Wilson 1927, "Probable inference, the law of succession, and statistical inference",
 * without continuity correction.
 */
public final class WilsonInterval {
  /** Normal quantile of the two-sided 95 % level. */
  static final double Z_95 = 1.959963984540054;

  private WilsonInterval() {}

  /**
   * The 95 % interval of a proportion.
   *
   * @param successes from 0 to {@code total}
   * @param total above 0; of nothing there is no proportion
   * @return limits within [0, 1]
   * @throws IllegalArgumentException if the counts are no proportion
   */
  public static Interval of95(long successes, long total) {
    if (total <= 0 || successes < 0 || successes > total) {
      throw new IllegalArgumentException(
          "Invalid proportion %d of %d: expected 0 to n successes of n > 0"
              .formatted(successes, total));
    }
    return of95((double) successes / total, total);
  }

  /**
   * The 95 % interval of a proportion with a number of independent trials that need not be whole.
   *
   * @param p in [0, 1]
   * @param total above 0
   */
  static Interval of95(double p, double total) {
    double z2 = Z_95 * Z_95;
    double centre = p + z2 / (2 * total);
    double half = Z_95 * Math.sqrt((p * (1 - p) + z2 / (4 * total)) / total);
    double scale = 1 + z2 / total;
    // Exact at the ends, where rounding would leave the limit a hair inside or outside.
    double low = p == 0 ? 0 : (centre - half) / scale;
    double high = p == 1 ? 1 : (centre + half) / scale;
    return new Interval(low, high);
  }
}
