package org.econspark.llm;

/** Thresholds of the largest numbers of an array in expected linear time (quickselect). */
final class Selection {

  private Selection() {}

  /**
   * The smallest of the {@code count} largest.
   *
   * @param values the first {@code size} are reordered
   * @param count 1 to {@code size}
   */
  static float smallestOfLargest(float[] values, int size, int count) {
    return select(values, size, count, true);
  }

  /**
   * The smallest number still needed when numbers are added up from the largest down until {@code
   * mass} is reached; the smallest of all if they never reach it.
   *
   * @param values the first {@code size} are reordered; none is negative
   */
  static float smallestOfMass(float[] values, int size, double mass) {
    return select(values, size, mass, false);
  }

  private static float select(float[] values, int size, double target, boolean byCount) {
    int low = 0;
    int high = size;
    double reached = 0;
    while (high - low > 1) {
      float pivot = median(values[low], values[(low + high) >>> 1], values[high - 1]);
      // [low, above) are above the pivot, [above, i) equal it, [below, high) are below it.
      int above = low;
      int below = high;
      double massAbove = 0;
      for (int i = low; i < below; ) {
        float value = values[i];
        if (value > pivot) {
          massAbove += byCount ? 1 : value;
          values[i++] = values[above];
          values[above++] = value;
        } else if (value < pivot) {
          values[i] = values[--below];
          values[below] = value;
        } else {
          i++;
        }
      }
      double massEqual = (below - above) * (byCount ? 1.0 : pivot);
      if (above > low && reached + massAbove >= target) {
        high = above;
      } else if (reached + massAbove + massEqual >= target || below == high) {
        return pivot;
      } else {
        reached += massAbove + massEqual;
        low = below;
      }
    }
    return values[low];
  }

  private static float median(float a, float b, float c) {
    return Math.max(Math.min(a, b), Math.min(Math.max(a, b), c));
  }
}
