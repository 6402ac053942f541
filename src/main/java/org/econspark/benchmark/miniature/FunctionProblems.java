package org.econspark.benchmark.miniature;

import static org.econspark.benchmark.miniature.EquationProblems.signed;
import static org.econspark.benchmark.miniature.Vocabulary.between;
import static org.econspark.benchmark.miniature.Vocabulary.pick;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.econspark.benchmark.miniature.Derivation.Result;

/** Values of polynomials, of functions within functions, and of powers. */
final class FunctionProblems {
  private FunctionProblems() {}

  static List<Structure> structures() {
    return List.of(
        Task.structure(Family.MATH, "function-value", false, 1, FunctionProblems::value),
        Task.structure(
            Family.MATH, "function-difference", false, 0.7, FunctionProblems::difference),
        Task.structure(Family.MATH, "composed-function", true, 1, FunctionProblems::composed),
        Task.structure(Family.MATH, "exponent-rules", false, 0.8, FunctionProblems::exponents));
  }

  private static Task value(RandomGenerator random) {
    String f = pick(random, "f", "g", "h", "p");
    String x = pick(random, "x", "x", "t", "n");
    int a = signed(random, 1, 12);
    int b = signed(random, 1, 25);
    int c = signed(random, 1, 90);
    int at = signed(random, 2, 19);
    String rule = f + "(" + x + ")=" + Latex.polynomial(x, a, b, c);
    String question =
        pick(
            random,
            "If $" + rule + "$, what is $" + f + "(" + at + ")$?",
            "Let $" + rule + "$. Find $" + f + "(" + at + ")$.",
            "The function $"
                + f
                + "$ is defined by $"
                + rule
                + "$. Evaluate $"
                + f
                + "("
                + at
                + ")$.",
            "Compute $" + Latex.polynomial(x, a, b, c) + "$ for $" + x + "=" + at + "$.",
            "What is the value of $"
                + Latex.polynomial(x, a, b, c)
                + "$ when $"
                + x
                + "="
                + at
                + "$?");
    return new Task(
        3,
        question,
        List.of(
            "square " + at, "multiply by " + a, "add " + b + " times " + at, "add the constant"),
        d -> {
          Steps steps = new Steps(d);
          long result = quadratic(d, steps, a, b, c, at);
          return steps.boxed(result);
        });
  }

  private static Task difference(RandomGenerator random) {
    String f = pick(random, "f", "g", "h");
    int a = signed(random, 1, 9);
    int b = signed(random, 1, 15);
    int c = signed(random, 1, 40);
    int first = signed(random, 2, 12);
    int second = first + between(random, 1, 9);
    char operator = pick(random, '-', '-', '+');
    String asked = f + "(" + second + ")" + operator + f + "(" + first + ")";
    String rule = f + "(x)=" + Latex.polynomial("x", a, b, c);
    String question =
        pick(
            random,
            "If $" + rule + "$, what is $" + asked + "$?",
            "Let $" + rule + "$. Compute $" + asked + "$.",
            "Given $" + rule + "$, find the value of $" + asked + "$.");
    return new Task(
        5,
        question,
        List.of(
            "find " + f + "(" + second + ")",
            "find " + f + "(" + first + ")",
            operator == '-' ? "subtract" : "add"),
        d -> {
          Steps steps = new Steps(d);
          long high = quadratic(d, steps, a, b, c, second);
          long low = quadratic(d, steps, a, b, c, first);
          Result result = operator == '-' ? steps.takeAway(high, low) : d.calculate(high, '+', low);
          steps.line(result.text() + ".");
          return steps.boxed(result.value());
        });
  }

  /** Writes the value of a quadratic polynomial in two lines. */
  private static long quadratic(Derivation d, Steps steps, int a, int b, int c, long at) {
    Result square = d.multiply(at, at);
    Result leading = d.multiply(a, square.value());
    Result middle = d.multiply(b, at);
    steps.line(square.text() + (a == 1 ? "" : ", " + leading.text()) + ", " + middle.text() + ".");
    Result sum = d.add(leading.value(), middle.value());
    Result total = d.calculate(sum.value(), d.choose('+', '-'), c);
    steps.line(sum.text() + ", " + total.text() + ".");
    return total.value();
  }

  private static Task composed(RandomGenerator random) {
    int a = between(random, 2, 15);
    int b = signed(random, 1, 40);
    int c = between(random, 2, 6);
    int e = signed(random, 1, 30);
    int at = signed(random, 2, 9);
    boolean linearFirst = random.nextBoolean();
    String asked = linearFirst ? "g(f(" + at + "))" : "f(g(" + at + "))";
    String f = "f(x)=" + Latex.polynomial("x", a, b);
    String g = "g(x)=" + Latex.polynomial("x", c, 0, e);
    String question =
        pick(
            random,
            "If $" + f + "$ and $" + g + "$, what is $" + asked + "$?",
            "Let $" + f + "$ and $" + g + "$. Find $" + asked + "$.",
            "Given $" + g + "$ and $" + f + "$, compute $" + asked + "$.");
    return new Task(
        4,
        question,
        List.of(
            "find " + (linearFirst ? "f(" : "g(") + at + ")",
            "put it into " + (linearFirst ? "g" : "f")),
        d -> {
          Steps steps = new Steps(d);
          boolean inOrder = d.choose(true, false);
          boolean linear = linearFirst == inOrder;
          long inner = linear ? linear(d, steps, a, b, at) : square(d, steps, c, e, at);
          long outer = linear ? square(d, steps, c, e, inner) : linear(d, steps, a, b, inner);
          return steps.boxed(outer);
        });
  }

  private static long linear(Derivation d, Steps steps, int a, int b, long at) {
    Result product = d.multiply(a, at);
    Result total = d.add(product.value(), b);
    steps.line(
        d.wording("f(" + at + "): ", "Put " + at + " into f: ")
            + product.text()
            + ", "
            + total.text()
            + ".");
    return total.value();
  }

  private static long square(Derivation d, Steps steps, int c, int e, long at) {
    Result square = d.multiply(at, at);
    Result product = d.multiply(c, square.value());
    Result total = d.add(product.value(), e);
    steps.line(
        d.wording("g(" + at + "): ", "Put " + at + " into g: ")
            + square.text()
            + ", "
            + product.text()
            + ", "
            + total.text()
            + ".");
    return total.value();
  }

  /** {@code b^m b^n / b^k} or {@code (b^m)^n / b^k}, times a small factor. */
  private static Task exponents(RandomGenerator random) {
    int base = between(random, 2, 7);
    int limit =
        switch (base) {
          case 2 -> 10;
          case 3 -> 6;
          case 4, 5 -> 5;
          default -> 4;
        };
    int result = between(random, 2, limit);
    boolean nested = random.nextBoolean();
    int m = between(random, 2, 9);
    int n = between(random, 2, nested ? 5 : 12);
    int inside = nested ? m * n : m + n;
    int k = inside - result;
    int factor = between(random, 2, 19);
    String top =
        nested
            ? "(" + base + "^{" + m + "})^{" + n + "}"
            : base + "^{" + m + "}\\cdot " + base + "^{" + n + "}";
    String power =
        k > 0
            ? "\\frac{" + top + "}{" + base + "^{" + k + "}}"
            : k == 0 ? top : top + "\\cdot " + base + "^{" + -k + "}";
    String expression = factor + "\\cdot " + power;
    String question =
        pick(
            random,
            "Compute $" + expression + "$.",
            "Evaluate $" + expression + "$.",
            "What is $" + expression + "$?",
            "Simplify $" + expression + "$ to a whole number.");
    List<String> plan = new ArrayList<>();
    plan.add((nested ? "multiply" : "add") + " the exponents " + m + " and " + n);
    if (k != 0) {
      plan.add((k > 0 ? "subtract " : "add ") + Math.abs(k));
    }
    plan.add("work out the power of " + base);
    plan.add("multiply by " + factor);
    return new Task(
        3,
        question,
        plan,
        d -> {
          Steps steps = new Steps(d);
          Result exponent = d.calculate(m, nested ? d.choose('*', '+') : d.choose('+', '*'), n);
          String text = exponent.text();
          long remaining = exponent.value();
          if (k != 0) {
            Result rest = steps.takeAway(remaining, k);
            text += ", " + rest.text();
            remaining = rest.value();
          }
          steps.line(d.wording("Exponent: ", "The exponent is ") + text + ".");
          long power2 = base;
          StringBuilder powers = new StringBuilder();
          for (long i = 2; i <= Math.min(remaining, 12); i++) {
            Result next = d.multiply(power2, base);
            powers.append(powers.isEmpty() ? "" : ", ").append(next.text());
            power2 = next.value();
          }
          if (!powers.isEmpty()) {
            steps.line(powers + ".");
          }
          Result total = d.multiply(power2, factor);
          steps.line(total.text() + ".");
          return steps.boxed(total.value());
        });
  }
}
