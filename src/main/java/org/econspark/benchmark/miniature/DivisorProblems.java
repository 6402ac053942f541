package org.econspark.benchmark.miniature;

import static org.econspark.benchmark.miniature.Vocabulary.between;
import static org.econspark.benchmark.miniature.Vocabulary.pick;

import java.util.List;
import java.util.random.RandomGenerator;
import org.econspark.benchmark.miniature.Derivation.Result;

/** Greatest common divisors, least common multiples and the number of divisors. */
final class DivisorProblems {
  private static final int[] PRIMES = {2, 3, 5, 7, 11, 13};

  private DivisorProblems() {}

  static List<Structure> structures() {
    return List.of(
        Task.structure(Family.MATH, "gcd", false, 1, DivisorProblems::gcd),
        Task.structure(Family.MATH, "lcm", false, 1, DivisorProblems::lcm),
        Task.structure(Family.MATH, "lcm-of-three", true, 1, DivisorProblems::lcmOfThree),
        Task.structure(Family.MATH, "divisor-count", false, 0.8, DivisorProblems::divisorCount));
  }

  private static long[] relatedPair(RandomGenerator random, int maxDivisor, int maxFactor) {
    int divisor = between(random, 2, maxDivisor);
    int first = between(random, 2, maxFactor);
    int second = between(random, 2, maxFactor);
    if (first == second) {
      second++;
    }
    return new long[] {
      (long) divisor * Math.max(first, second), (long) divisor * Math.min(first, second)
    };
  }

  private static Task gcd(RandomGenerator random) {
    long[] pair = relatedPair(random, 60, 45);
    long a = pair[0];
    long b = pair[1];
    String question =
        switch (random.nextInt(6)) {
          case 0 -> "Find the greatest common divisor of " + a + " and " + b + ".";
          case 1 -> "What is $\\gcd(" + b + "," + a + ")$?";
          case 2 -> "Compute $\\gcd(" + a + "," + b + ")$.";
          case 3 -> "What is the largest whole number that divides both " + b + " and " + a + "?";
          case 4 ->
              "A floor of "
                  + a
                  + " by "
                  + b
                  + " centimeters is covered with equal square tiles without cutting. How many"
                  + " centimeters long is the side of the largest possible tile?";
          default ->
              "Two ropes of "
                  + b
                  + " and "
                  + a
                  + " meters are cut into equal pieces with nothing left over. What is the greatest"
                  + " possible length of a piece in meters?";
        };
    return new Task(
        a > 500 ? 3 : 2,
        question,
        List.of(
            "divide " + a + " by " + b + " with remainder",
            "go on with divisor and remainder until 0",
            "the last divisor is the gcd"),
        d -> {
          Steps steps = new Steps(d);
          return steps.boxed(euclid(d, steps, a, b));
        });
  }

  /** Writes one line for each division and gives the last divisor. */
  private static long euclid(Derivation d, Steps steps, long a, long b) {
    long large = Math.max(a, b);
    long small = Math.min(a, b);
    while (small > 0) {
      Result rest = steps.remainder(large, small);
      steps.line(rest.text() + ".");
      if (rest.value() == 0) {
        break;
      }
      if (rest.value() >= small) {
        small = rest.value() % small;
        large = rest.value();
      } else {
        large = small;
        small = rest.value();
      }
      if (small == 0) {
        return large;
      }
    }
    steps.line(d.wording("The gcd is ", "So the gcd is ", "Last divisor: ") + small + ".");
    return small;
  }

  private static Task lcm(RandomGenerator random) {
    long[] pair = relatedPair(random, 24, 30);
    long a = pair[0];
    long b = pair[1];
    String question =
        switch (random.nextInt(5)) {
          case 0 -> "Find the least common multiple of " + a + " and " + b + ".";
          case 1 -> "What is $\\text{lcm}(" + a + "," + b + ")$?";
          case 2 ->
              "What is the smallest positive number divisible by both " + b + " and " + a + "?";
          case 3 ->
              "One lamp blinks every "
                  + a
                  + " seconds, another every "
                  + b
                  + " seconds. They just blinked together. After how many seconds do they blink"
                  + " together again?";
          default ->
              "Two buses leave the station now. One leaves every "
                  + b
                  + " minutes and the other"
                  + " every "
                  + a
                  + " minutes. In how many minutes do they next leave together?";
        };
    return new Task(
        4,
        question,
        List.of(
            "find the gcd of " + a + " and " + b + " by divisions with remainder",
            "divide " + a + " by it",
            "multiply by " + b),
        d -> {
          Steps steps = new Steps(d);
          return steps.boxed(multiple(d, steps, a, b));
        });
  }

  private static long multiple(Derivation d, Steps steps, long a, long b) {
    long divisor = euclid(d, steps, a, b);
    Result part = d.divide(a, divisor);
    Result product = d.multiply(d.choose(part.value(), a), b);
    steps.line(part.text() + ", " + product.text() + ".");
    return product.value();
  }

  private static Task lcmOfThree(RandomGenerator random) {
    int divisor = between(random, 2, 9);
    long a = (long) divisor * between(random, 2, 9);
    long b = (long) divisor * between(random, 2, 9);
    long c = (long) between(random, 2, 4) * between(random, 3, 9);
    String question =
        pick(
            random,
            "Find the least common multiple of " + a + ", " + b + " and " + c + ".",
            "What is $\\text{lcm}(" + a + "," + b + "," + c + ")$?",
            "What is the smallest positive number divisible by "
                + a
                + ", "
                + b
                + " and "
                + c
                + "?");
    return new Task(
        5,
        question,
        List.of(
            "find the least common multiple of " + a + " and " + b,
            "then of that and " + c,
            "use divisions with remainder for the gcd"),
        d -> {
          Steps steps = new Steps(d);
          long first = multiple(d, steps, a, b);
          return steps.boxed(multiple(d, steps, Math.max(1, first), c));
        });
  }

  private static Task divisorCount(RandomGenerator random) {
    int number = 1;
    while (number < 40) {
      number = 1;
      int factors = between(random, 4, 8);
      for (int i = 0; i < factors; i++) {
        int prime = PRIMES[Math.min(random.nextInt(6), random.nextInt(6))];
        if (number * prime <= 9000) {
          number *= prime;
        }
      }
    }
    int n = number;
    String question =
        pick(
            random,
            "How many positive divisors does " + n + " have?",
            "Find the number of positive divisors of $" + n + "$.",
            "By how many different positive whole numbers can " + n + " be divided exactly?",
            "How many positive integers are factors of " + n + "?");
    return new Task(
        n > 500 ? 4 : 3,
        question,
        List.of(
            "divide " + n + " by primes until 1",
            "count each prime",
            "add one to each count",
            "multiply these"),
        d -> {
          Steps steps = new Steps(d);
          long rest = n;
          long divisors = 1;
          StringBuilder counts = new StringBuilder();
          StringBuilder products = new StringBuilder();
          for (int prime : PRIMES) {
            int count = 0;
            StringBuilder divisions = new StringBuilder();
            while (rest > 1 && rest % prime == 0) {
              Result part = d.divide(rest, prime);
              divisions.append(count == 0 ? "" : ", ").append(part.text());
              rest = part.value();
              count++;
            }
            if (count == 0) {
              continue;
            }
            steps.line(divisions + ".");
            long raised = d.choose(count + 1, count);
            counts.append(counts.isEmpty() ? "" : ", ").append(prime).append(" x").append(count);
            if (divisors > 1) {
              Result product = d.multiply(divisors, raised);
              products.append(products.isEmpty() ? "" : ", ").append(product.text());
              divisors = product.value();
            } else {
              divisors = raised;
            }
          }
          steps.line(d.wording("Primes: ", "Counts: ") + counts + ".");
          if (!products.isEmpty()) {
            steps.line(products + ".");
          }
          return steps.boxed(divisors);
        });
  }
}
