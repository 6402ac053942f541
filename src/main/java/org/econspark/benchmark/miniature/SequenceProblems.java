package org.econspark.benchmark.miniature;

import static org.econspark.benchmark.miniature.EquationProblems.signed;
import static org.econspark.benchmark.miniature.Vocabulary.between;
import static org.econspark.benchmark.miniature.Vocabulary.pick;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.econspark.benchmark.miniature.Derivation.Result;

/** Arithmetic and geometric sequences. */
final class SequenceProblems {
  private SequenceProblems() {}

  static List<Structure> structures() {
    return List.of(
        Task.structure(Family.MATH, "arithmetic-term", false, 0.7, SequenceProblems::term),
        Task.structure(Family.MATH, "arithmetic-sum", false, 0.9, SequenceProblems::sum),
        Task.structure(Family.MATH, "geometric-sum", false, 0.8, SequenceProblems::geometric));
  }

  private static String ordinal(int n) {
    int tens = n % 100;
    String ending =
        tens > 10 && tens < 14
            ? "th"
            : switch (n % 10) {
              case 1 -> "st";
              case 2 -> "nd";
              case 3 -> "rd";
              default -> "th";
            };
    return n + ending;
  }

  /** The sequence told by its first term and step, or by its first terms. */
  private static String arithmetic(RandomGenerator random, int first, int step) {
    return switch (random.nextInt(4)) {
      case 0 ->
          "An arithmetic sequence starts with "
              + first
              + " and has common difference "
              + step
              + ".";
      case 1 ->
          "The first term of an arithmetic sequence is "
              + first
              + " and each term is "
              + Math.abs(step)
              + (step > 0 ? " more" : " less")
              + " than the one before.";
      case 2 ->
          "Consider the arithmetic sequence $"
              + first
              + ", "
              + (first + step)
              + ", "
              + (first + 2 * step)
              + ", \\ldots$";
      default -> "In an arithmetic sequence $a_1=" + first + "$ and $a_2=" + (first + step) + "$.";
    };
  }

  private static Task term(RandomGenerator random) {
    int first = signed(random, 1, 90);
    int step = signed(random, 2, 29);
    int n = between(random, 12, 150);
    boolean index = random.nextBoolean();
    int value = first + (n - 1) * step;
    String question =
        arithmetic(random, first, step)
            + " "
            + (index
                ? pick(
                    random,
                    "Which term is equal to " + value + "? Give its number.",
                    "For which $n$ is the $n$th term " + value + "?",
                    "At what position does " + value + " appear?")
                : pick(
                    random,
                    "Find the " + ordinal(n) + " term.",
                    "What is the " + ordinal(n) + " term?",
                    "Compute $a_{" + n + "}$."));
    List<String> plan =
        index
            ? List.of("subtract " + first + " from " + value, "divide by the difference", "add 1")
            : List.of("take one less than " + n, "multiply by the difference", "add to " + first);
    return new Task(
        2,
        question,
        plan,
        d -> {
          Steps steps = new Steps(d);
          if (index) {
            Result gap = steps.takeAway(value, first);
            Result count = d.divide(gap.value(), step);
            Result number = d.calculate(count.value(), d.choose('+', '-'), 1);
            steps.line(gap.text() + ".").line(count.text() + ".").line(number.text() + ".");
            return steps.boxed(number.value());
          }
          return steps.boxed(lastTerm(d, steps, first, step, n));
        });
  }

  private static long lastTerm(Derivation d, Steps steps, int first, int step, int n) {
    Result count = d.subtract(n, 1);
    Result rise = d.multiply(d.choose(count.value(), (long) n), step);
    Result last = d.add(first, rise.value());
    steps.line(count.text() + ", " + d.wording("", "so ") + rise.text() + ".");
    steps.line(d.wording("Term ", "Last term ", "Then ") + last.text() + ".");
    return last.value();
  }

  private static Task sum(RandomGenerator random) {
    int first = signed(random, 1, 60);
    int step = signed(random, 2, 15);
    int n = between(random, 8, 60);
    String question =
        arithmetic(random, first, step)
            + " "
            + pick(
                random,
                "Find the sum of the first " + n + " terms.",
                "What is the sum of its first " + n + " terms?",
                "Add up the first " + n + " terms. What is the total?");
    return new Task(
        4,
        question,
        List.of(
            "find term " + n + " from " + first + " and the difference",
            "add first and last",
            "multiply by " + n,
            "halve"),
        d -> {
          Steps steps = new Steps(d);
          long last = lastTerm(d, steps, first, step, n);
          Result ends = d.add(first, last);
          Result product = d.multiply(ends.value(), n);
          steps.line(ends.text() + ", " + product.text() + ".");
          if (d.choose(false, true)) {
            return steps.boxed(product.value());
          }
          Result half = d.divide(product.value(), 2);
          steps.line(half.text() + ".");
          return steps.boxed(half.value());
        });
  }

  private static Task geometric(RandomGenerator random) {
    int ratio = between(random, 2, 5);
    int first = between(random, 2, 25);
    int n = between(random, 4, ratio == 2 ? 7 : ratio == 3 ? 6 : 5);
    boolean total = random.nextBoolean();
    String asked = total ? "sum of the first " + n + " terms" : ordinal(n + 1) + " term";
    String question =
        switch (random.nextInt(4)) {
          case 0 ->
              "A geometric sequence starts with "
                  + first
                  + " and has common ratio "
                  + ratio
                  + ". Find the "
                  + asked
                  + ".";
          case 1 ->
              "The first term of a geometric sequence is "
                  + first
                  + " and each term is "
                  + ratio
                  + " times the one before. What is the "
                  + asked
                  + "?";
          case 2 ->
              "Consider the geometric sequence $"
                  + first
                  + ", "
                  + first * ratio
                  + ", "
                  + first * ratio * ratio
                  + ", \\ldots$ Compute the "
                  + asked
                  + ".";
          default ->
              "In a geometric sequence $a_1="
                  + first
                  + "$ and $a_2="
                  + first * ratio
                  + "$. Determine the "
                  + asked
                  + ".";
        };
    List<String> plan = new ArrayList<>();
    plan.add("multiply " + first + " by " + ratio + " again and again");
    plan.add(total ? "stop at term " + n : "stop at term " + (n + 1));
    if (total) {
      plan.add("add all terms up");
    }
    return new Task(
        total ? 4 : 3,
        question,
        plan,
        d -> {
          Steps steps = new Steps(d);
          int terms = total ? n : n + 1;
          terms = d.choose(terms, terms - 1, terms + 1);
          List<Long> values = new ArrayList<>(List.of((long) first));
          List<String> products = new ArrayList<>();
          for (int i = 1; i < terms; i++) {
            Result next = d.multiply(values.get(i - 1), ratio);
            values.add(next.value());
            products.add(next.text());
          }
          steps.line(String.join(", ", products) + ".");
          if (!total) {
            return steps.boxed(values.get(terms - 1));
          }
          Result sum = d.sum(values);
          steps.line(sum.text() + ".");
          return steps.boxed(sum.value());
        });
  }
}
