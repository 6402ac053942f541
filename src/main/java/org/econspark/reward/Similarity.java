package org.econspark.reward;

/** Nearness of text embeddings. */
public final class Similarity {
  private Similarity() {}

  /**
   * Cosine of two embeddings, mapped from [-1, 1] to [0, 1].
   *
   * @param a shape (E)
   * @param b shape (E)
   */
  public static double of(float[] a, float[] b) {
    return (1 + cosine(a, b)) / 2;
  }

  /** Cosine in [-1, 1]; 0 where a vector has no direction. */
  public static double cosine(float[] a, float[] b) {
    double product = 0;
    double squaresA = 0;
    double squaresB = 0;
    for (int i = 0; i < a.length; i++) {
      product += (double) a[i] * b[i];
      squaresA += (double) a[i] * a[i];
      squaresB += (double) b[i] * b[i];
    }
    double norm = Math.sqrt(squaresA * squaresB);
    return norm == 0 ? 0 : Math.max(-1, Math.min(1, product / norm));
  }
}
