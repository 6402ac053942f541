package org.econspark.evaluation;

/**
 * The difference of two accuracies on the same items with its 95 % interval.
 *
 * <p>Source: Newcombe 1998, "Improved confidence intervals for the difference between binomial
 * proportions based on paired data", method 10: the two Wilson intervals joined by square and add,
 * with the continuity-corrected correlation. Unlike the Wald interval it does not shrink to a point
 * when the methods never disagree. It is not the inversion of McNemar's test, so close to the
 * border the two may differ.
 *
 * @param difference accuracy of the first minus that of the second, in [-1, 1]
 * @param interval95 limits of the difference
 */
public record PairedDifference(double difference, Interval interval95) {

  /**
   * The difference first minus second.
   *
   * @throws IllegalArgumentException if there are no items
   */
  public static PairedDifference of(PairedCounts counts) {
    long n = counts.total();
    if (n == 0) {
      throw new IllegalArgumentException(
          "Cannot compute a paired difference of 0 items: compare methods on common problems");
    }
    long firstRight = counts.both() + counts.onlyFirst();
    long secondRight = counts.both() + counts.onlySecond();
    double p1 = (double) firstRight / n;
    double p2 = (double) secondRight / n;
    Interval wilson1 = WilsonInterval.of95(firstRight, n);
    Interval wilson2 = WilsonInterval.of95(secondRight, n);
    double phi = correlation(counts, firstRight, secondRight, n);
    double difference = (double) (counts.onlyFirst() - counts.onlySecond()) / n;
    double below = distance(p1 - wilson1.low(), wilson2.high() - p2, phi);
    double above = distance(p2 - wilson2.low(), wilson1.high() - p1, phi);
    return new PairedDifference(
        difference,
        new Interval(Math.max(-1, difference - below), Math.min(1, difference + above)));
  }

  private static double distance(double a, double b, double phi) {
    return Math.sqrt(Math.max(0, a * a - 2 * phi * a * b + b * b));
  }

  private static double correlation(
      PairedCounts counts, long firstRight, long secondRight, long n) {
    double margins =
        (double) firstRight * (n - firstRight) * ((double) secondRight * (n - secondRight));
    if (margins == 0) {
      return 0;
    }
    double association =
        (double) counts.both() * counts.neither()
            - (double) counts.onlyFirst() * counts.onlySecond();
    double corrected = association > 0 ? Math.max(0, association - n / 2.0) : association;
    return corrected / Math.sqrt(margins);
  }
}
