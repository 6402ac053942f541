package org.econspark.evaluation;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Corrects p-values for several tests at once.
 *
 * <p>Source: Holm 1979, A simple sequentially rejective multiple test procedure, Scandinavian
 * Journal of Statistics 6.
 */
public final class HolmCorrection {
  private HolmCorrection() {}

  /** Adjusted p-values in the order of the given ones, each at most 1. */
  public static double[] adjust(double[] pValues) {
    List<Integer> rising =
        IntStream.range(0, pValues.length)
            .boxed()
            .sorted(Comparator.comparingDouble(i -> pValues[i]))
            .toList();
    double[] adjusted = new double[pValues.length];
    double highest = 0;
    for (int rank = 0; rank < rising.size(); rank++) {
      int index = rising.get(rank);
      highest = Math.max(highest, Math.min(1, (pValues.length - rank) * pValues[index]));
      adjusted[index] = highest;
    }
    return adjusted;
  }
}
