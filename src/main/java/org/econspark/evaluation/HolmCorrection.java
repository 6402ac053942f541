package org.econspark.evaluation;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Adjusts the p-values of several tests so that the chance of any false finding stays bounded.
 *
 * <p>Source: Holm 1979, "A simple sequentially rejective multiple test procedure".
 */
public final class HolmCorrection {

  private HolmCorrection() {}

  /**
   * Adjusted p-values in the order given, each at most 1 and at least the raw one.
   *
   * @param pValues each in [0, 1]
   * @throws IllegalArgumentException if one is not
   */
  public static double[] adjust(double... pValues) {
    for (double p : pValues) {
      if (!(p >= 0 && p <= 1)) {
        throw new IllegalArgumentException("Invalid p-value " + p + ": expected 0 to 1");
      }
    }
    List<Integer> ascending =
        IntStream.range(0, pValues.length)
            .boxed()
            .sorted(Comparator.comparingDouble(i -> pValues[i]))
            .toList();
    double[] adjusted = new double[pValues.length];
    double largest = 0;
    for (int rank = 0; rank < pValues.length; rank++) {
      int test = ascending.get(rank);
      largest = Math.max(largest, Math.min(1, (pValues.length - rank) * pValues[test]));
      adjusted[test] = largest;
    }
    return adjusted;
  }
}
