package org.econspark.benchmark.miniature;

import java.util.random.RandomGenerator;

/**
 * The SplitMix64 generator with every derived draw written out, so that generated data never
 * changes between Java versions.
 *
 * <p>Source: Steele, Lea and Flood 2014, Fast Splittable Pseudorandom Number Generators.
 */
final class SplitMix64 implements RandomGenerator {
  private static final long GAMMA = 0x9E3779B97F4A7C15L;

  private long state;

  SplitMix64(long seed) {
    this.state = seed;
  }

  /** A generator for one seed and purpose, independent of those with any other part. */
  static SplitMix64 of(String purpose, String part, long seed) {
    return of(purpose.hashCode(), part.hashCode(), seed);
  }

  /** A generator independent of those with any other part. */
  static SplitMix64 of(long... parts) {
    long seed = 0;
    for (long part : parts) {
      seed = mix(seed * GAMMA + mix(part + GAMMA));
    }
    return new SplitMix64(seed);
  }

  @Override
  public long nextLong() {
    state += GAMMA;
    return mix(state);
  }

  @Override
  public int nextInt() {
    return (int) (nextLong() >>> 32);
  }

  /** Uniform below {@code bound} up to a bias of less than bound / 2^31. */
  @Override
  public int nextInt(int bound) {
    if (bound <= 0) {
      throw new IllegalArgumentException("Invalid bound " + bound + ": must be above 0");
    }
    return (int) (((nextLong() >>> 33) * bound) >>> 31);
  }

  /** Uniform below {@code bound} up to a bias of less than bound / 2^63. */
  @Override
  public long nextLong(long bound) {
    if (bound <= 0) {
      throw new IllegalArgumentException("Invalid bound " + bound + ": must be above 0");
    }
    return (nextLong() >>> 1) % bound;
  }

  @Override
  public double nextDouble() {
    return (nextLong() >>> 11) * 0x1.0p-53;
  }

  @Override
  public boolean nextBoolean() {
    return nextLong() < 0;
  }

  private static long mix(long value) {
    long mixed = (value ^ (value >>> 30)) * 0xBF58476D1CE4E5B9L;
    mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
    return mixed ^ (mixed >>> 31);
  }
}
