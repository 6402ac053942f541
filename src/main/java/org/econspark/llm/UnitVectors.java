package org.econspark.llm;

/** Means over tokens, scaled to Euclidean length 1. */
final class UnitVectors {

  private UnitVectors() {}

  /**
   * @param values (rows, length, size), row-major
   * @param from first and {@code to} last-exclusive position that counts
   * @return shape (size); zeros if the mean is zero
   */
  static float[] mean(float[] values, int row, int length, int size, int from, int to) {
    double[] sum = new double[size];
    for (int position = from; position < to; position++) {
      int start = (row * length + position) * size;
      for (int i = 0; i < size; i++) {
        sum[i] += values[start + i];
      }
    }
    double squares = 0;
    for (double value : sum) {
      squares += value * value;
    }
    float[] unit = new float[size];
    double norm = squares == 0 ? 1 : Math.sqrt(squares);
    for (int i = 0; i < size; i++) {
      unit[i] = (float) (sum[i] / norm);
    }
    return unit;
  }
}
