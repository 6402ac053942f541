package org.econspark.benchmark.miniature;

import static org.econspark.benchmark.miniature.Vocabulary.between;
import static org.econspark.benchmark.miniature.Vocabulary.pick;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.econspark.benchmark.miniature.Derivation.Result;

/** Divisors, multiples, remainders and number bases. */
final class NumberTheoryProblems {
  private static final int[] PRIMES = {2, 3, 5, 7, 11, 13};

  private NumberTheoryProblems() {}

  static List<Structure> structures() {
    return List.of(
        Task.structure(Family.MATH, "gcd", false, 1, NumberTheoryProblems::gcd),
        Task.structure(Family.MATH, "lcm", false, 1, NumberTheoryProblems::lcm),
        Task.structure(Family.MATH, "lcm-of-three", true, 1, NumberTheoryProblems::lcmOfThree),
        Task.structure(
            Family.MATH, "modular-product", false, 1, NumberTheoryProblems::modularProduct),
        Task.structure(Family.MATH, "modular-power", false, 1, NumberTheoryProblems::modularPower),
        Task.structure(
            Family.MATH, "divisor-count", false, 0.8, NumberTheoryProblems::divisorCount),
        Task.structure(Family.MATH, "from-base", false, 0.7, NumberTheoryProblems::fromBase),
        Task.structure(Family.MATH, "to-base", false, 0.7, NumberTheoryProblems::toBase),
        Task.structure(
            Family.MATH, "two-remainders", false, 0.9, NumberTheoryProblems::twoRemainders));
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

  private static Task modularProduct(RandomGenerator random) {
    int m = between(random, 7, 49);
    int a = between(random, 60, 999);
    int b = between(random, 60, 999);
    boolean plus = random.nextInt(3) == 0;
    int c = between(random, 3, 99);
    String product = a + "\\cdot " + b + (plus ? "+" + c : "");
    String question =
        pick(
            random,
            "Find the remainder when $" + product + "$ is divided by " + m + ".",
            "Compute $" + product + "$ modulo " + m + ".",
            "What is $" + product + " \\bmod " + m + "$?",
            "The number $N=" + product + "$ is divided by $" + m + "$. What is the remainder?",
            "What remainder does $" + product + "$ leave on division by " + m + "?");
    List<String> plan = new ArrayList<>();
    plan.add("reduce " + a + " mod " + m);
    plan.add("reduce " + b + " mod " + m);
    plan.add("multiply the remainders");
    if (plus) {
      plan.add("add " + c);
    }
    plan.add("reduce again");
    return new Task(
        plus ? 4 : 3,
        question,
        plan,
        d -> {
          Steps steps = new Steps(d);
          Result first = steps.remainder(a, m);
          Result second = steps.remainder(b, m);
          steps.line(first.text() + ".").line(second.text() + ".");
          Result value = d.calculate(first.value(), d.choose('*', '+'), second.value());
          String text = value.text();
          if (plus) {
            value = d.add(value.value(), c);
            text += ", " + value.text();
          }
          steps.line(text + ".");
          return steps.boxed(reduceAgain(steps, value.value(), m));
        });
  }

  private static long reduceAgain(Steps steps, long value, int m) {
    Result rest = steps.remainder(Math.max(0, value), m);
    steps.line(rest.text() + ".");
    return rest.value();
  }

  private static Task modularPower(RandomGenerator random) {
    int m = between(random, 7, 37);
    int a = between(random, 2, m - 1) + m * between(random, 0, 3);
    int k = between(random, 3, 6);
    String power = a + "^{" + k + "}";
    String question =
        pick(
            random,
            "What is $" + power + "$ mod " + m + "?",
            "Find the remainder when $" + power + "$ is divided by " + m + ".",
            "Compute $" + power + " \\bmod " + m + "$.",
            "What remainder does $" + power + "$ leave when divided by " + m + "?");
    List<String> plan = new ArrayList<>();
    if (a >= m) {
      plan.add("reduce " + a + " mod " + m);
    }
    plan.add("multiply up to the power " + k + " one factor at a time");
    plan.add("reduce mod " + m + " after each product");
    return new Task(
        k - 1,
        question,
        plan,
        d -> {
          Steps steps = new Steps(d);
          Result base = steps.remainder(a, m);
          if (a >= m) {
            steps.line(base.text() + ".");
          }
          long value = base.value();
          int last = d.choose(k, k - 1, k + 1);
          for (int i = 2; i <= last; i++) {
            Result product = d.multiply(value, base.value());
            Result rest = steps.remainder(Math.max(0, product.value()), m);
            steps.line(
                d.wording("Power ", "To the ")
                    + i
                    + ": "
                    + product.text()
                    + ", "
                    + rest.text()
                    + ".");
            value = rest.value();
          }
          return steps.boxed(value);
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

  private static Task fromBase(RandomGenerator random) {
    int base = pick(random, 2, 3, 4, 5, 6, 7, 8, 9, 11, 12);
    int digits = base == 2 ? between(random, 6, 8) : base < 5 ? 5 : between(random, 3, 4);
    long value = 0;
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < digits; i++) {
      int digit = between(random, i == 0 ? 1 : 0, Math.min(9, base - 1));
      text.append(digit);
      value = value * base + digit;
    }
    String numeral = text.toString();
    String question =
        pick(
            random,
            "Write $" + numeral + "_{" + base + "}$ in base ten.",
            "Convert the base-" + base + " number " + numeral + " to base 10.",
            "What is the decimal value of $" + numeral + "_{" + base + "}$?",
            "The numeral "
                + numeral
                + " is written in base "
                + base
                + ". Which number is it in base ten?");
    return new Task(
        value > 1000 ? 4 : 3,
        question,
        List.of(
            "start with the first digit of " + numeral,
            "multiply by " + base + " and add the next digit",
            "go on to the last digit"),
        d -> {
          Steps steps = new Steps(d);
          long total = numeral.charAt(0) - '0';
          for (int i = 1; i < numeral.length(); i++) {
            Result product = d.multiply(total, base);
            Result sum = d.add(product.value(), numeral.charAt(i) - '0');
            steps.line(product.text() + ", " + sum.text() + ".");
            total = sum.value();
          }
          return steps.boxed(total);
        });
  }

  private static Task toBase(RandomGenerator random) {
    int base = between(random, 3, 9);
    int n = between(random, base * base, base < 5 ? 400 : 3000);
    String question =
        pick(
                random,
                "Write " + n + " in base " + base + ".",
                "Convert $" + n + "$ to base $" + base + "$.",
                "What is the base-" + base + " representation of " + n + "?",
                "How is the number " + n + " written in base " + base + "?")
            + pick(random, " Give the digits only.", " Answer with the digits.");
    return new Task(
        n > 700 ? 4 : 3,
        question,
        List.of(
            "divide " + n + " by " + base + " with remainder",
            "go on with the quotient until 0",
            "read the remainders from last to first"),
        d -> {
          Steps steps = new Steps(d);
          long rest = n;
          StringBuilder digits = new StringBuilder();
          while (rest > 0 && digits.length() < 12) {
            long quotient = d.choose(rest / base, rest / base + 1);
            Result product = d.multiply(quotient, base);
            Result digit = d.subtract(rest, product.value());
            steps.line(product.text() + ", " + digit.text() + ".");
            digits.insert(0, Math.abs(digit.value()));
            rest = quotient;
          }
          return steps.boxed(d.choose(digits.toString(), digits.reverse().toString()));
        });
  }

  /** The smallest number with two given remainders, found by going through one list. */
  private static Task twoRemainders(RandomGenerator random) {
    while (true) {
      int m = between(random, 5, 25);
      int k = between(random, 3, 14);
      if (m == k) {
        continue;
      }
      int answer = between(random, Math.max(m, k), m * 8 - 1);
      int first = answer % m;
      int second = answer % k;
      int tries = 0;
      int candidate = first;
      while (candidate % k != second) {
        candidate += m;
        tries++;
      }
      if (tries < 2 || tries > 7) {
        continue;
      }
      String question =
          pick(
              random,
              "Find the smallest positive integer that leaves remainder "
                  + first
                  + " when divided by "
                  + m
                  + " and remainder "
                  + second
                  + " when divided by "
                  + k
                  + ".",
              "What is the least positive integer $n$ with $n \\equiv "
                  + first
                  + " \\pmod{"
                  + m
                  + "}$ and $n \\equiv "
                  + second
                  + " \\pmod{"
                  + k
                  + "}$?",
              "Cards are dealt in rows of "
                  + m
                  + " with "
                  + first
                  + " left over, and in rows of "
                  + k
                  + " with "
                  + second
                  + " left over. What is the smallest possible number of"
                  + " cards?");
      if (first == 0) {
        continue;
      }
      return new Task(
          tries > 4 ? 5 : 4,
          question,
          List.of(
              "start at " + first + " and keep adding " + m,
              "check the remainder by " + k + " each time",
              "stop when it is " + second),
          d -> {
            Steps steps = new Steps(d);
            long number = first;
            for (int i = 0; i < 12; i++) {
              Result rest = steps.remainder(number, k);
              boolean fits = rest.value() == second;
              steps.line(rest.text() + (fits ? d.wording(", fits.", ", yes.") : ", no."));
              if (d.choose(fits, !fits)) {
                return steps.boxed(number);
              }
              Result next = d.add(number, m);
              steps.line(next.text() + ".");
              number = next.value();
            }
            return steps.boxed(number);
          });
    }
  }
}
