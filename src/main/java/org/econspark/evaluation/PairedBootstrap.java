package org.econspark.evaluation;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.apache.commons.math3.stat.descriptive.rank.Percentile;

/**
 * Interval of the difference of two methods by drawing problems with replacement; all attempts at a
 * problem, under both methods, are drawn together.
 *
 * <p>Source: Efron and Tibshirani 1993, percentile interval.
 */
public final class PairedBootstrap {
  private static final int MAX_RESAMPLES = 10_000;
  private static final int MIN_RESAMPLES = 1_000;
  private static final long MAX_DRAWS = 10_000_000;

  private PairedBootstrap() {}

  /**
   * The 95 % interval of first minus second; the same for the same seed.
   *
   * @throws IllegalArgumentException if there are no problems, or more than 2^31 - 1
   */
  public static Interval interval95(List<PairedAttempts> paired, long seed) {
    long n = PairedAttempts.problems(paired);
    if (n == 0) {
      throw new IllegalArgumentException("Cannot draw from 0 problems");
    }
    return interval95(
        paired, seed, (int) Math.max(MIN_RESAMPLES, Math.min(MAX_RESAMPLES, MAX_DRAWS / n)));
  }

  static Interval interval95(List<PairedAttempts> paired, long seed, int resamples) {
    int n = Math.toIntExact(PairedAttempts.problems(paired));
    int[] gains = new int[n];
    int[] pairs = new int[n];
    int at = 0;
    for (PairedAttempts p : paired) {
      int end = at + (int) p.problems();
      Arrays.fill(gains, at, end, p.gain());
      Arrays.fill(pairs, at, end, p.pairs());
      at = end;
    }
    SplittableRandom random = new SplittableRandom(seed);
    double[] differences = new double[resamples];
    for (int r = 0; r < resamples; r++) {
      long gain = 0;
      long all = 0;
      for (int i = 0; i < n; i++) {
        int drawn = random.nextInt(n);
        gain += gains[drawn];
        all += pairs[drawn];
      }
      differences[r] = (double) gain / all;
    }
    Percentile percentile = new Percentile();
    percentile.setData(differences);
    return new Interval(percentile.evaluate(2.5), percentile.evaluate(97.5));
  }
}
