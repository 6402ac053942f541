package org.econspark.evaluation;

import java.util.List;

/**
 * Problems that share their counts under two methods; see {@link Attempts}.
 *
 * @param pairs attempts at each of the problems that failed under neither method, above 0
 * @param first right ones among them under the first method
 * @param second right ones among them under the second method
 * @param problems how many problems have these counts, above 0
 */
public record PairedAttempts(int pairs, int first, int second, long problems) {
  public PairedAttempts {
    if (pairs < 1 || Math.min(first, second) < 0 || Math.max(first, second) > pairs) {
      throw new IllegalArgumentException(
          "Invalid paired attempts: %d and %d right of %d".formatted(first, second, pairs));
    }
    if (problems < 1) {
      throw new IllegalArgumentException("Invalid number of problems " + problems);
    }
  }

  /** Right attempts of the first method beyond those of the second. */
  int gain() {
    return first - second;
  }

  /** Number of problems in all. */
  static long problems(List<PairedAttempts> paired) {
    return paired.stream().mapToLong(PairedAttempts::problems).sum();
  }

  /** True if every problem was tried once, so that problems and attempts are the same. */
  static boolean isSingle(List<PairedAttempts> paired) {
    return paired.stream().allMatch(p -> p.pairs() == 1);
  }

  /** Accuracy of the first method minus that of the second, over all attempts. */
  static double difference(List<PairedAttempts> paired) {
    double gain = paired.stream().mapToDouble(p -> (double) p.gain() * p.problems()).sum();
    return gain / paired.stream().mapToDouble(p -> (double) p.pairs() * p.problems()).sum();
  }

  /** The four counts of {@link #isSingle single} attempts. */
  static PairedCounts counts(List<PairedAttempts> paired) {
    long[][] counts = new long[2][2];
    paired.forEach(p -> counts[p.first()][p.second()] += p.problems());
    return new PairedCounts(counts[1][1], counts[1][0], counts[0][1], counts[0][0]);
  }
}
