package org.econspark.benchmark.miniature;

import static org.econspark.benchmark.miniature.EquationProblems.signed;
import static org.econspark.benchmark.miniature.Vocabulary.between;
import static org.econspark.benchmark.miniature.Vocabulary.pick;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.econspark.benchmark.miniature.Derivation.Result;

/** Means, numbers of choices and right triangles. */
final class CountingProblems {
  private static final int[][] TRIPLES = {
    {3, 4, 5}, {5, 12, 13}, {8, 15, 17}, {7, 24, 25}, {20, 21, 29}, {12, 35, 37}
  };
  private static final List<String> COUNTS =
      List.of("Zero", "One", "Two", "Three", "Four", "Five", "Six");

  private CountingProblems() {}

  static List<Structure> structures() {
    return List.of(
        Task.structure(Family.MATH, "missing-for-mean", false, 0.9, CountingProblems::mean),
        Task.structure(Family.MATH, "committees", false, 0.8, CountingProblems::committees),
        Task.structure(Family.MATH, "right-triangle", false, 0.7, CountingProblems::triangle));
  }

  private static Task mean(RandomGenerator random) {
    int count = between(random, 3, 5);
    int average = between(random, 15, 150);
    List<Long> numbers = new ArrayList<>();
    long sum = 0;
    for (int i = 0; i < count; i++) {
      long number = (long) average + signed(random, 1, Math.min(40, average - 3));
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
    return Math.max(1, Math.round(Math.sqrt((double) Math.max(0, square))));
  }
}
