package org.econspark.evaluation;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.commons.math3.distribution.BinomialDistribution;

/**
 * Exact paired randomisation test with problems as units: if two methods did not differ, each
 * problem's gain would be as likely with the opposite sign. With one attempt at each problem this
 * is {@link McNemarTest}; with several, attempts at one problem are not taken for independent.
 *
 * <p>Source: Fisher 1935, "The design of experiments", section 21.
 */
public final class SignFlipTest {
  private SignFlipTest() {}

  /** The two-sided p-value; 1 where no problem has a gain. */
  public static double exactP(List<PairedAttempts> paired) {
    Map<Integer, Integer> problemsByGain = new TreeMap<>();
    long observed = 0;
    for (PairedAttempts p : paired) {
      observed += p.gain() * p.problems();
      if (p.gain() != 0) {
        problemsByGain.merge(Math.abs(p.gain()), Math.toIntExact(p.problems()), Math::addExact);
      }
    }
    // Chances of each sum of gains; index 0 is the smallest sum, minus the largest.
    double[] chances = {1};
    for (Map.Entry<Integer, Integer> entry : problemsByGain.entrySet()) {
      chances = withFlips(chances, entry.getKey(), entry.getValue());
    }
    long largest = chances.length / 2;
    double p = 0;
    for (int i = 0; i < chances.length; i++) {
      if (Math.abs(i - largest) >= Math.abs(observed)) {
        p += chances[i];
      }
    }
    return Math.min(1, p);
  }

  /** Adds that many problems whose gains have one size: k of them positive add (2k - n) size. */
  private static double[] withFlips(double[] chances, int size, int problems) {
    BinomialDistribution positive = new BinomialDistribution(null, problems, 0.5);
    double[] sum = new double[chances.length + 2 * size * problems];
    for (int k = 0; k <= problems; k++) {
      double chance = positive.probability(k);
      // Far tails are below the smallest double and cost as much as the rest.
      for (int i = 0; chance > 0 && i < chances.length; i++) {
        sum[i + 2 * size * k] += chance * chances[i];
      }
    }
    return sum;
  }
}
