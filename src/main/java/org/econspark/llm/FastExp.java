package org.econspark.llm;

/**
 * The exponential of numbers up to 0 in single precision, relative error below 2e-7: several times
 * faster than {@link Math#exp} and the same on every machine.
 *
 * <p>Source: the polynomial of expf in the Cephes library (Moshier 1992).
 */
final class FastExp {
  private static final float LOG2_E = 1.44269504f;
  private static final float LN2_HIGH = 0.693359375f;
  private static final float LN2_LOW = -2.12194440e-4f;

  /** Below this the result would be denormal. */
  private static final float SMALLEST = -87f;

  private FastExp() {}

  /**
   * @param x at most 0
   * @return e to the power of x; 0 where that is below 1e-37
   */
  static float exp(float x) {
    if (!(x > SMALLEST)) {
      return 0;
    }
    // x = n ln 2 + r with |r| <= ln 2 / 2; the cast rounds towards 0, so x must not be positive.
    int n = (int) (x * LOG2_E - 0.5f);
    float r = x - n * LN2_HIGH - n * LN2_LOW;
    float p = 1.9875691500e-4f;
    p = p * r + 1.3981999507e-3f;
    p = p * r + 8.3334519073e-3f;
    p = p * r + 4.1665795894e-2f;
    p = p * r + 1.6666665459e-1f;
    p = p * r + 5.0000001201e-1f;
    return (p * r * r + r + 1) * Float.intBitsToFloat((n + 127) << 23);
  }
}
