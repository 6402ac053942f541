package org.econspark.benchmark.miniature;

import static org.econspark.benchmark.miniature.Vocabulary.between;
import static org.econspark.benchmark.miniature.Vocabulary.pick;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.econspark.benchmark.miniature.Derivation.Result;

/** Remainders of products and powers, common remainders, and number bases. */
final class RemainderProblems {
  private RemainderProblems() {}

  static List<Structure> structures() {
    return List.of(
        Task.structure(Family.MATH, "modular-product", false, 1, RemainderProblems::modularProduct),
        Task.structure(Family.MATH, "modular-power", false, 1, RemainderProblems::modularPower),
        Task.structure(Family.MATH, "from-base", false, 0.7, RemainderProblems::fromBase),
        Task.structure(Family.MATH, "to-base", false, 0.7, RemainderProblems::toBase),
        Task.structure(
            Family.MATH, "two-remainders", false, 0.9, RemainderProblems::twoRemainders));
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
    int k = between(random, 3, 5);
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
        k,
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
          long total = Character.digit(numeral.charAt(0), 10);
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
