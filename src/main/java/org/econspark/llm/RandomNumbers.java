package org.econspark.llm;

/**
 * Random numbers that depend on a seed and a step only, so that a text does not depend on the texts
 * generated beside it.
 *
 * <p>Source: the output function of SplitMix64 (Steele, Lea, Flood 2014) over a counter.
 */
final class RandomNumbers {
  private static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;

  private RandomNumbers() {}

  /** Uniform in [0, 1), with 53 random bits. */
  static double uniform(long seed, int step) {
    long bits = mix(mix(seed) + GOLDEN_GAMMA * (step + 1L));
    return (bits >>> 11) * 0x1.0p-53;
  }

  /** Scatters a number over all 64 bits. */
  static long mix(long z) {
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }
}
