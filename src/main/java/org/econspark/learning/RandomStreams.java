package org.econspark.learning;

import java.util.SplittableRandom;

/**
 * Random numbers that depend on nothing but what they are for: state is a seed and counters, so a
 * resumed learner draws what an undisturbed one does.
 */
final class RandomStreams {
  private static final long STEP = 0x9E3779B97F4A7C15L;

  private RandomStreams() {}

  static SplittableRandom of(long seed, long... purpose) {
    return new SplittableRandom(mix(seed, purpose));
  }

  static long mix(long seed, long... purpose) {
    long state = seed;
    for (long part : purpose) {
      state = finish(state + STEP) ^ finish(part * STEP + 1);
    }
    return finish(state + STEP);
  }

  /** The output function of SplitMix64 (Steele et al. 2014). */
  private static long finish(long z) {
    long mixed = (z ^ z >>> 30) * 0xBF58476D1CE4E5B9L;
    mixed = (mixed ^ mixed >>> 27) * 0x94D049BB133111EBL;
    return mixed ^ mixed >>> 31;
  }
}
