package org.econspark.benchmark.miniature;

import static org.econspark.benchmark.miniature.EquationProblems.signed;
import static org.econspark.benchmark.miniature.Vocabulary.between;
import static org.econspark.benchmark.miniature.Vocabulary.pick;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.econspark.benchmark.miniature.Derivation.Result;

/** Sequences, means, counting and simple geometry. */
final class SequenceProblems {
  private static final int[][] TRIPLES = {
    {3, 4, 5}, {5, 12, 13}, {8, 15, 17}, {7, 24, 25}, {20, 21, 29}, {12, 35, 37}
  };

  private static final List<String> COUNTS =
      List.of("Zero", "One", "Two", "Three", "Four", "Five", "Six");

  private SequenceProblems() {}

  static List<Structure> structures() {
    return List.of(
        Task.structure(Family.MATH, "arithmetic-term", false, 0.7, SequenceProblems::term),
        Task.structure(Family.MATH, "arithmetic-sum", false, 0.9, SequenceProblems::sum),
        Task.structure(Family.MATH, "geometric-sum", false, 0.8, SequenceProblems::geometric),
        Task.structure(Family.MATH, "missing-for-mean", false, 0.9, SequenceProblems::mean),
        Task.structure(Family.MATH, "committees", false, 0.8, SequenceProblems::committees),
        Task.structure(Family.MATH, "right-triangle", false, 0.7, SequenceProblems::triangle));
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

  private static Task mean(RandomGenerator random) {
    int count = between(random, 3, 5);
    int average = between(random, 15, 150);
    List<Long> numbers = new ArrayList<>();
    long sum = 0;
    for (int i = 0; i < count; i++) {
      long number = average + signed(random, 1, Math.min(40, average - 3));
      numbers.add(number);
      sum += number;
    }
    long missing = (long) average * (count + 1) - sum;
    boolean negative = missing < 0;
    String listed = Vocabulary.list(numbers.stream().map(String::valueOf).toList());
    String all =
        Vocabulary.list(
            Stream.concat(numbers.stream().map(String::valueOf), Stream.of("$x$")).toList());
    String question =
        pick(
            random,
            "The mean of " + all + " is " + average + ". Find $x$.",
            "The average of the numbers " + all + " is " + average + ". What is $x$?",
            "Given " + listed + ", which further number makes the mean of all " + average + "?",
            COUNTS.get(count + 1)
                + " numbers have the mean "
                + average
                + ". "
                + COUNTS.get(count)
                + " of them are "
                + listed
                + ". What is the other one?");
    return new Task(
        negative ? 4 : 3,
        question,
        List.of(
            "multiply " + average + " by the count of all numbers",
            "add the known numbers",
            "subtract"),
        d -> {
          Steps steps = new Steps(d);
          Result total = d.multiply(average, d.choose(count + 1, count));
          steps.line(d.wording("All: ", "Total: ", "Sum of all: ") + total.text() + ".");
          Result known = d.sum(numbers);
          steps.line(d.wording("Known: ", "Given: ") + known.text() + ".");
          Result rest = steps.takeAway(total.value(), known.value());
          steps.line(rest.text() + ".");
          return steps.boxed(rest.value());
        });
  }

  /** Choosing people from one or two groups without order. */
  private static Task committees(RandomGenerator random) {
    int n = between(random, 5, 15);
    int k = between(random, 2, 3);
    boolean second = random.nextInt(3) > 0;
    int m = between(random, 4, 12);
    int l = between(random, 1, 2);
    String group = pick(random, "women", "teachers", "players", "singers", "nurses");
    String other = pick(random, "men", "students", "coaches", "dancers", "doctors");
    String team = pick(random, "team", "committee", "group", "jury");
    String question =
        second
            ? pick(
                random,
                "A "
                    + team
                    + " of "
                    + k
                    + " "
                    + group
                    + " and "
                    + l
                    + " "
                    + one(other, l)
                    + " is chosen from "
                    + n
                    + " "
                    + group
                    + " and "
                    + m
                    + " "
                    + other
                    + ". In how many ways can this be done?",
                "There are "
                    + n
                    + " "
                    + group
                    + " and "
                    + m
                    + " "
                    + other
                    + ". How many ways are"
                    + " there to choose "
                    + k
                    + " "
                    + group
                    + " and "
                    + l
                    + " "
                    + one(other, l)
                    + " for a "
                    + team
                    + "?")
            : pick(
                random,
                "In how many ways can " + k + " of " + n + " " + group + " be chosen?",
                "How many different "
                    + team
                    + "s of "
                    + k
                    + " can be formed from "
                    + n
                    + " "
                    + group
                    + "?",
                "Compute $\\binom{" + n + "}{" + k + "}$.");
    List<String> plan = new ArrayList<>();
    plan.add("count ordered choices of " + k + " from " + n);
    plan.add("divide by the orders of " + k);
    if (second) {
      plan.add(l == 1 ? "multiply by " + m : "do the same for 2 of " + m);
      if (l > 1) {
        plan.add("multiply both");
      }
    }
    return new Task(
        second ? 4 : 2,
        question,
        plan,
        d -> {
          Steps steps = new Steps(d);
          long ways = choices(d, steps, n, k);
          if (!second) {
            return steps.boxed(ways);
          }
          long others = l == 1 ? m : choices(d, steps, m, l);
          Result all = d.calculate(ways, d.choose('*', '+'), others);
          steps.line(all.text() + ".");
          return steps.boxed(all.value());
        });
  }

  private static String one(String plural, int count) {
    if (count != 1) {
      return plural;
    }
    return plural.equals("men")
        ? "man"
        : plural.endsWith("ches")
            ? plural.substring(0, plural.length() - 2)
            : plural.substring(0, plural.length() - 1);
  }

  private static long choices(Derivation d, Steps steps, int n, int k) {
    Result pairs = d.multiply(n, n - 1);
    String text = pairs.text();
    long ordered = pairs.value();
    if (k == 3) {
      Result triples = d.multiply(ordered, n - 2);
      text += ", " + triples.text();
      ordered = triples.value();
    }
    if (d.choose(true, false)) {
      Result ways = d.divide(ordered, k == 3 ? 6 : 2);
      text += ", " + ways.text();
      ordered = ways.value();
    }
    steps.line(text + ".");
    return ordered;
  }

  private static Task triangle(RandomGenerator random) {
    int[] triple = TRIPLES[random.nextInt(TRIPLES.length)];
    int scale = between(random, 1, triple[2] < 10 ? 15 : triple[2] < 26 ? 5 : 2);
    boolean swap = random.nextBoolean();
    long a = (long) scale * triple[swap ? 1 : 0];
    long b = (long) scale * triple[swap ? 0 : 1];
    long c = (long) scale * triple[2];
    boolean hypotenuse = random.nextBoolean();
    boolean perimeter = random.nextInt(3) == 0;
    String known =
        hypotenuse
            ? pick(
                random,
                "A right triangle has legs " + a + " and " + b + ".",
                "A rectangle is $"
                    + a
                    + "$ long and $"
                    + b
                    + "$ wide. Its diagonal cuts it into two right triangles. Take one of them.",
                "Someone walks "
                    + a
                    + " km north and then "
                    + b
                    + " km east. The way straight back closes a right triangle.",
                "The legs of a right triangle measure $" + a + "$ and $" + b + "$.")
            : pick(
                random,
                "A right triangle has hypotenuse " + c + " and one leg " + a + ".",
                "A ladder of length "
                    + c
                    + " stands "
                    + a
                    + " away from a wall and forms a right triangle with it.",
                "In a right triangle the longest side is $"
                    + c
                    + "$ and a shorter one is $"
                    + a
                    + "$.");
    String question =
        known
            + " "
            + (perimeter
                ? pick(random, "Find its perimeter.", "What is the perimeter?")
                : hypotenuse
                    ? pick(random, "How long is the hypotenuse?", "Find the longest side.")
                    : pick(random, "How long is the other leg?", "Find the missing side."));
    List<String> plan = new ArrayList<>();
    plan.add("square both known sides");
    plan.add(hypotenuse ? "add the squares" : "subtract the squares");
    plan.add("find the number with that square");
    if (perimeter) {
      plan.add("add all three sides");
    }
    long x = hypotenuse ? a : c;
    long y = hypotenuse ? b : a;
    long missing = hypotenuse ? c : b;
    return new Task(
        perimeter ? 4 : 3,
        question,
        plan,
        d -> {
          Steps steps = new Steps(d);
          Result first = d.multiply(x, x);
          Result second = d.multiply(y, y);
          Result square =
              d.calculate(
                  first.value(),
                  hypotenuse ? d.choose('+', '-') : d.choose('-', '+'),
                  second.value());
          steps.line(first.text() + ", " + second.text() + ", " + square.text() + ".");
          long side = square.value() == missing * missing ? missing : root(square.value());
          for (int i = d.careful() ? d.random().nextInt(2) : 0; i > 0; i--) {
            long guess = Math.max(1, side + (d.random().nextBoolean() ? 1 : -1));
            steps.line(guess + " squared is " + guess * guess + d.wording(", no.", ", not it."));
          }
          side = d.choose(side, side + 1, side - 1);
          steps.line(
              side
                  + "*"
                  + side
                  + "="
                  + square.value()
                  + d.wording(", so the side is ", ", side ")
                  + side
                  + ".");
          if (!perimeter) {
            return steps.boxed(side);
          }
          Result around = d.sum(List.of(x, y, side));
          steps.line(around.text() + ".");
          return steps.boxed(around.value());
        });
  }

  private static long root(long square) {
    return Math.max(1, Math.round(Math.sqrt(Math.max(0, square))));
  }
}
