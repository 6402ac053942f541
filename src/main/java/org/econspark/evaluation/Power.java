package org.econspark.evaluation;

import java.util.List;
import org.apache.commons.math3.distribution.NormalDistribution;

/**
 * How many problems a paired comparison needs to see a difference: 80 % power at the two-sided 5 %
 * level, if the true difference and disagreement were the observed ones.
 *
 * <p>Source: Connor 1987, "Sample size for testing differences in proportions for the paired-sample
 * design", Biometrics 43, 207-211; with several attempts at a problem, the mean square of the
 * problems' gains stands for the share of disagreements.
 */
public final class Power {
  private static final NormalDistribution NORMAL = new NormalDistribution(null, 0, 1);
  private static final double LEVEL = NORMAL.inverseCumulativeProbability(0.975);
  private static final double POWER = NORMAL.inverseCumulativeProbability(0.8);

  private Power() {}

  /** Problems needed in all, at least 1; null where the observed difference is 0. */
  static Long problemsNeeded(List<PairedAttempts> paired) {
    double square = 0;
    double gain = 0;
    for (PairedAttempts p : paired) {
      double mean = (double) p.gain() / p.pairs();
      square += mean * mean * p.problems();
      gain += mean * p.problems();
    }
    long problems = PairedAttempts.problems(paired);
    return problemsNeeded(gain / problems, square / problems);
  }

  /**
   * @param difference of the two accuracies
   * @param disagreement share of problems that only one method gets right, at least the difference
   * @return null where the difference is 0
   */
  public static Long problemsNeeded(double difference, double disagreement) {
    if (difference == 0) {
      return null;
    }
    double square = difference * difference;
    double width =
        LEVEL * Math.sqrt(disagreement) + POWER * Math.sqrt(Math.max(0, disagreement - square));
    return Math.max(1, (long) Math.ceil(width * width / square));
  }
}
