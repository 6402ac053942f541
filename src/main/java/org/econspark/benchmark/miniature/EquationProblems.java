package org.econspark.benchmark.miniature;

import static org.econspark.benchmark.miniature.Vocabulary.between;
import static org.econspark.benchmark.miniature.Vocabulary.chance;
import static org.econspark.benchmark.miniature.Vocabulary.pick;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.econspark.benchmark.miniature.Derivation.Result;

/** Linear equations, systems of two equations and quadratic equations. */
final class EquationProblems {
  private static final String[] UNKNOWNS = {"x", "y", "z", "t", "n", "k", "a", "m"};

  private EquationProblems() {}

  static List<Structure> structures() {
    return List.of(
        Task.structure(Family.MATH, "linear-one-sided", false, 1, EquationProblems::oneSided),
        Task.structure(Family.MATH, "linear-two-sided", false, 1, EquationProblems::twoSided),
        Task.structure(Family.MATH, "linear-system", false, 1, EquationProblems::system),
        Task.structure(Family.MATH, "quadratic-roots", false, 1, EquationProblems::quadratic));
  }

  private static String ask(RandomGenerator random, String x, String equation) {
    return switch (random.nextInt(7)) {
      case 0 -> "Solve for $" + x + "$: $" + equation + "$.";
      case 1 -> "Find $" + x + "$ if $" + equation + "$.";
      case 2 -> "What value of $" + x + "$ satisfies $" + equation + "$?";
      case 3 -> "If $" + equation + "$, what is $" + x + "$?";
      case 4 -> "Given that $" + equation + "$, determine $" + x + "$.";
      case 5 -> "Let $" + equation + "$. What is the value of $" + x + "$?";
      default -> "For which number $" + x + "$ is $" + equation + "$?";
    };
  }

  private static String side(long value) {
    return value < 0 ? "add " + -value : "subtract " + value;
  }

  /** {@code a(x+b)+c=d} or {@code (ax+b)/c=d}. */
  private static Task oneSided(RandomGenerator random) {
    String x = pick(random, UNKNOWNS);
    int a = between(random, 3, 29);
    int b = signed(random, 2, 60);
    int c = signed(random, 2, 150);
    if (random.nextBoolean()) {
      long right =
          chance(random, 0.5)
              ? (long) a * (signed(random, 2, 40) + b) + c
              : signed(random, 10, 500);
      String equation = a + "(" + Latex.polynomial(x, 1, b) + ")" + sign(c) + "=" + right;
      return new Task(
          right % a == 0 ? 2 : 3,
          ask(random, x, equation),
          List.of(
              side(c) + " on both sides",
              "expand the bracket",
              side(b) + " times " + a,
              "divide by " + a),
          d -> {
            Steps steps = new Steps(d);
            Result bracket = steps.takeAway(right, c);
            Result product = d.multiply(a, b);
            Result left = steps.takeAway(bracket.value(), product.value());
            steps.line(
                bracket.text()
                    + ", so "
                    + a
                    + "("
                    + Latex.polynomial(x, 1, b)
                    + ")="
                    + bracket.value()
                    + ".");
            steps.line(product.text() + ".");
            steps.line(left.text() + ", so " + a + x + "=" + left.value() + ".");
            return steps.boxed(steps.reduced(left.value(), a));
          });
    }
    int divisor = between(random, 2, 15);
    long right =
        chance(random, 0.4) && (a * divisor) != 0
            ? solvable(random, a, c, divisor)
            : signed(random, 2, 40);
    return new Task(
        3,
        ask(random, x, "\\frac{" + Latex.polynomial(x, a, c) + "}{" + divisor + "}=" + right),
        List.of("multiply by " + divisor, side(c) + " on both sides", "divide by " + a),
        d -> {
          Steps steps = new Steps(d);
          Result top = d.calculate(right, d.choose('*', '+'), divisor);
          steps.line(top.text() + ", so " + Latex.polynomial(x, a, c) + "=" + top.value() + ".");
          Result left = steps.takeAway(top.value(), c);
          steps.line(left.text() + ", so " + a + x + "=" + left.value() + ".");
          return steps.boxed(steps.reduced(left.value(), a));
        });
  }

  /** A right side of {@code (ax+c)/divisor} for a whole x, or 7 if no small x gives one. */
  private static long solvable(RandomGenerator random, int a, int c, int divisor) {
    int start = between(random, -30, 30);
    for (int x = start; x < start + divisor; x++) {
      if ((a * x + c) % divisor == 0) {
        return (long) (a * x + c) / divisor;
      }
    }
    return 7;
  }

  /** {@code ax+b=cx+d}, sometimes with a bracket on the left. */
  private static Task twoSided(RandomGenerator random) {
    String x = pick(random, UNKNOWNS);
    int c = between(random, 2, 19);
    int a = c + between(random, 2, 21);
    int b = signed(random, 2, 90);
    boolean bracket = chance(random, 0.4);
    int inside = signed(random, 2, 25);
    long left = bracket ? (long) a * inside : b;
    long right =
        chance(random, 0.5)
            ? left + (long) (a - c) * signed(random, 2, 30)
            : signed(random, 2, 200);
    String equation =
        (bracket ? a + "(" + Latex.polynomial(x, 1, inside) + ")" : Latex.polynomial(x, a, b))
            + "="
            + Latex.polynomial(x, c, right);
    List<String> plan = new ArrayList<>();
    if (bracket) {
      plan.add("expand the bracket");
    }
    plan.add("bring " + c + x + " to the left");
    plan.add("bring the constants to the right");
    plan.add("divide");
    return new Task(
        bracket ? 4 : 3,
        ask(random, x, equation),
        plan,
        d -> {
          Steps steps = new Steps(d);
          long constant = left;
          if (bracket) {
            Result product = d.multiply(a, inside);
            constant = product.value();
            steps.line(product.text() + ", left side " + Latex.polynomial(x, a, constant) + ".");
          }
          Result factor = d.calculate(a, d.choose('-', '+'), c);
          steps.line(d.wording("Terms with ", "For ") + x + ": " + factor.text() + ".");
          Result rest = steps.takeAway(right, constant);
          steps.line(
              d.wording("Constants: ", "Numbers: ")
                  + rest.text()
                  + ", so "
                  + Latex.polynomial(x, factor.value(), 0)
                  + "="
                  + rest.value()
                  + ".");
          return steps.boxed(steps.reduced(rest.value(), factor.value()));
        });
  }

  /** {@code ax+by=e} and {@code cx-dy=f} with whole solutions. */
  private static Task system(RandomGenerator random) {
    int a = between(random, 2, 12);
    int b = between(random, 2, 9);
    int c = between(random, 2, 12);
    int k = between(random, 2, 9);
    int x = signed(random, 1, 25);
    int y = signed(random, 1, 25);
    long e = (long) a * x + (long) b * y;
    long f = (long) c * x - (long) k * y;
    String first = Latex.twoTerms(a, "x", b, "y") + "=" + e;
    String second = Latex.twoTerms(c, "x", -k, "y") + "=" + f;
    String wanted = pick(random, "x", "y", "x+y", "xy");
    String question =
        switch (random.nextInt(4)) {
          case 0 -> "If $" + first + "$ and $" + second + "$, find $" + wanted + "$.";
          case 1 -> "Given $" + first + "$ and $" + second + "$, what is $" + wanted + "$?";
          case 2 ->
              "The numbers $x$ and $y$ satisfy $"
                  + first
                  + "$ and $"
                  + second
                  + "$. Compute $"
                  + wanted
                  + "$.";
          default ->
              "Solve the system $" + second + "$, $" + first + "$ and give $" + wanted + "$.";
        };
    List<String> plan = new ArrayList<>();
    plan.add("multiply " + first + " by " + k);
    plan.add("multiply the other by " + b);
    plan.add("add them to get x");
    if (!wanted.equals("x")) {
      plan.add("put x into the first for y");
    }
    if (wanted.length() > 1) {
      plan.add(wanted.equals("xy") ? "multiply both" : "add both");
    }
    return new Task(
        wanted.length() > 1 ? 5 : wanted.equals("y") ? 4 : 3,
        question,
        plan,
        d -> {
          Steps steps = new Steps(d);
          Result ak = d.multiply(a, k);
          Result ek = d.multiply(e, k);
          steps.line(ak.text() + ", " + ek.text() + ".");
          Result cb = d.multiply(c, b);
          Result fb = d.multiply(f, b);
          steps.line(cb.text() + ", " + fb.text() + ".");
          char operator = d.choose('+', '-');
          Result factor = d.calculate(ak.value(), operator, cb.value());
          Result right = d.calculate(ek.value(), operator, fb.value());
          steps.line(factor.text() + ", " + right.text() + ".");
          Result xValue = d.divide(right.value(), factor.value());
          steps.line("x: " + xValue.text() + ".");
          if (wanted.equals("x")) {
            return steps.boxed(xValue.value());
          }
          Result ax = d.multiply(a, xValue.value());
          Result by = steps.takeAway(e, ax.value());
          Result yValue = d.divide(by.value(), b);
          steps.line("y: " + ax.text() + ", " + by.text() + ", " + yValue.text() + ".");
          if (wanted.equals("y")) {
            return steps.boxed(yValue.value());
          }
          Result both =
              d.calculate(xValue.value(), wanted.equals("xy") ? '*' : '+', yValue.value());
          steps.line(both.text() + ".");
          return steps.boxed(both.value());
        });
  }

  /** {@code x^2-(u+v)x+uv=0}; the pair of roots is found by trying factors of the product. */
  private static Task quadratic(RandomGenerator random) {
    String x = pick(random, "x", "x", "y", "t", "z");
    int u = signed(random, 2, 24);
    int v = distinct(random, u);
    long sum = (long) u + v;
    long product = (long) u * v;
    String polynomial = Latex.polynomial(x, 1, -sum, product);
    String equation =
        chance(random, 0.7) || sum == 0
            ? polynomial + "=0"
            : Latex.polynomial(x, 1, 0, product) + "=" + Latex.polynomial(x, sum, 0);
    String wanted = pick(random, "larger", "smaller", "difference");
    String question =
        wanted.equals("difference")
            ? pick(
                random,
                "By how much do the two roots of $" + equation + "$ differ?",
                "Find the positive difference of the solutions of $" + equation + "$.")
            : pick(
                random,
                "What is the " + wanted + " root of $" + equation + "$?",
                "Find the " + wanted + " solution of $" + equation + "$.",
                "The equation $" + equation + "$ has two solutions. Give the " + wanted + " one.",
                "Which is the " + wanted + " number $" + x + "$ with $" + equation + "$?");
    List<long[]> wrongPairs = wrongPairs(product, sum);
    return new Task(
        wanted.equals("difference") ? 4 : 3,
        question,
        List.of(
            "look for two numbers with product " + product + " and the right sum",
            wanted.equals("difference")
                ? "subtract the smaller from the larger"
                : "take the " + wanted + " one"),
        d -> {
          Steps steps = new Steps(d);
          steps.line(
              d.wording("Sum ", "We need sum ", "The roots have sum ")
                  + sum
                  + d.wording(" and product ", ", product ")
                  + product
                  + ".");
          int trials = d.careful() ? Math.min(d.random().nextInt(4), wrongPairs.size()) : 0;
          for (long[] pair : Vocabulary.sample(d.random(), wrongPairs, trials)) {
            steps.line(
                d.wording("Not ", "Try ")
                    + pair[0]
                    + " and "
                    + pair[1]
                    + ": sum "
                    + (pair[0] + pair[1])
                    + ", not "
                    + sum
                    + ".");
          }
          long low = Math.min(u, v);
          long high = Math.max(u, v);
          long[] roots = d.choose(new long[] {high, low}, new long[] {-low, -high});
          roots = d.choose(roots, wrongPairs.toArray(long[][]::new));
          steps.line(tried(roots, product, sum) + d.wording(", that fits.", ", as needed."));
          return switch (wanted) {
            case "larger" -> steps.boxed(d.choose(roots[0], roots[1]));
            case "smaller" -> steps.boxed(d.choose(roots[1], roots[0]));
            default -> {
              Result difference = steps.takeAway(roots[0], roots[1]);
              steps.line(difference.text() + ".");
              yield steps.boxed(difference.value());
            }
          };
        });
  }

  /** Claims product and sum of a pair; a flawed solution claims the sum that it needs. */
  private static String tried(long[] pair, long product, long sum) {
    String second = pair[1] < 0 ? "(" + pair[1] + ")" : Long.toString(pair[1]);
    String first = pair[0] < 0 ? "(" + pair[0] + ")" : Long.toString(pair[0]);
    return first + "*" + second + "=" + product + ", " + first + "+" + second + "=" + sum;
  }

  private static int distinct(RandomGenerator random, int u) {
    int v = signed(random, 2, 24);
    while (v == u || v == -u) {
      v = signed(random, 2, 24);
    }
    return v;
  }

  /** Factor pairs of the product, larger first, whose sum is another one. */
  private static List<long[]> wrongPairs(long product, long sum) {
    List<long[]> pairs = new ArrayList<>();
    long size = Math.abs(product);
    for (long factor = 1; factor * factor <= size; factor++) {
      if (size % factor != 0 || size / factor > 99) {
        continue;
      }
      long other = size / factor;
      long[][] candidates =
          product > 0
              ? new long[][] {{sum < 0 ? -factor : other, sum < 0 ? -other : factor}}
              : new long[][] {{other, -factor}, {factor, -other}};
      for (long[] pair : candidates) {
        if (pair[0] + pair[1] != sum) {
          pairs.add(pair);
        }
      }
    }
    return List.copyOf(pairs);
  }

  /** {@code +b} or {@code -b}. */
  private static String sign(long value) {
    return value < 0 ? Long.toString(value) : "+" + value;
  }

  /** A magnitude from low to high with a fair sign. */
  static int signed(RandomGenerator random, int low, int high) {
    int size = between(random, low, high);
    return random.nextBoolean() ? size : -size;
  }
}
