package org.econspark.benchmark.miniature;

import static org.econspark.benchmark.miniature.Vocabulary.between;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Ranges of the numbers in word problems.
 *
 * @param large whether numbers have the sizes of GSM-Hard
 */
record Numbers(RandomGenerator random, boolean large) {

  /** Repetitions: bags, workers, tickets of one kind. */
  long few() {
    return large ? between(random, 12, 97) : between(random, 3, 28);
  }

  /** Contents of a container, a difference between two people, a rate. */
  long some() {
    return large ? between(random, 103, 1989) : between(random, 12, 240);
  }

  /** Price of one piece. */
  long price() {
    return large ? between(random, 103, 2989) : between(random, 4, 140);
  }

  /** A stock at the start, a distance, a sum of money. */
  long many() {
    return large ? between(random, 2005, 98765) : between(random, 120, 4800);
  }

  /** Small whole factor, the same for both sizes. */
  long factor() {
    return between(random, 2, 6);
  }

  /** Uniform in {@code low..high}; {@code low} where the range is empty. */
  long in(long low, long high) {
    return high <= low ? low : low + random.nextLong(high - low + 1);
  }

  /** A part of {@code whole} that leaves a clear rest. */
  long part(long whole) {
    return in(Math.max(2, whole / 20), Math.max(2, whole * 3 / 5));
  }

  /** A divisor of {@code value} in {@code low..high} with a quotient above 1; 0 if none exists. */
  long divisor(long value, int low, int high) {
    List<Long> divisors = new ArrayList<>();
    for (long divisor = low; divisor <= high; divisor++) {
      if (value % divisor == 0 && value / divisor > 1) {
        divisors.add(divisor);
      }
    }
    return divisors.isEmpty() ? 0 : divisors.get(random.nextInt(divisors.size()));
  }
}
