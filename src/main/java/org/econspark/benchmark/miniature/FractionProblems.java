package org.econspark.benchmark.miniature;

import static org.econspark.benchmark.miniature.Vocabulary.between;
import static org.econspark.benchmark.miniature.Vocabulary.pick;
import static org.econspark.benchmark.miniature.Vocabulary.sample;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.econspark.benchmark.miniature.Derivation.Result;

/** Fractions, chances and percentages. */
final class FractionProblems {
  private FractionProblems() {}

  static List<Structure> structures() {
    return List.of(
        Task.structure(Family.MATH, "fraction-sum", false, 1, FractionProblems::sum),
        Task.structure(Family.MATH, "fraction-product", false, 0.8, FractionProblems::product),
        Task.structure(Family.MATH, "fraction-mixed", false, 0.8, FractionProblems::mixed),
        Task.structure(Family.MATH, "two-draws", false, 0.9, FractionProblems::twoDraws),
        Task.structure(Family.MATH, "percent-changes", false, 0.9, FractionProblems::percent));
  }

  private static String ask(RandomGenerator random, String expression) {
    return switch (random.nextInt(6)) {
      case 0 -> "Compute $" + expression + "$ in lowest terms.";
      case 1 -> "What is $" + expression + "$? Give a reduced fraction.";
      case 2 -> "Evaluate $" + expression + "$ and simplify.";
      case 3 -> "Express $" + expression + "$ as a fraction in lowest terms.";
      case 4 -> "Simplify $" + expression + "$.";
      default -> "Find the exact value of $" + expression + "$ as a reduced fraction.";
    };
  }

  private static Task sum(RandomGenerator random) {
    int p = between(random, 1, 23);
    int q = between(random, 2, 24);
    int r = between(random, 1, 23);
    int s = between(random, 2, 24);
    if (q == s) {
      s++;
    }
    int second = s;
    char operator = pick(random, '+', '-');
    String expression = Latex.ratio(p, q) + operator + Latex.ratio(r, second);
    return new Task(
        3,
        ask(random, expression),
        List.of(
            "multiply " + p + " by " + second + " and " + r + " by " + q,
            operator == '+' ? "add for the top" : "subtract for the top",
            "multiply the bottoms",
            "reduce"),
        d -> {
          Steps steps = new Steps(d);
          long[] fraction = combined(d, steps, p, q, operator, r, second);
          return steps.boxed(steps.reduced(fraction[0], fraction[1]));
        });
  }

  /** Writes p/q + r/s over the product of the bottoms. */
  private static long[] combined(
      Derivation d, Steps steps, long p, long q, char operator, long r, long s) {
    Result left = d.multiply(p, d.choose(s, q));
    Result right = d.multiply(r, q);
    steps.line(left.text() + ", " + right.text() + ".");
    Result top =
        d.calculate(left.value(), d.choose(operator, operator == '+' ? '-' : '+'), right.value());
    Result bottom = d.multiply(q, s);
    steps.line(
        d.wording("Top: ", "Numerator: ")
            + top.text()
            + d.wording(". Bottom: ", ". Denominator: ")
            + bottom.text()
            + ".");
    return new long[] {top.value(), bottom.value()};
  }

  private static Task product(RandomGenerator random) {
    int p = between(random, 2, 30);
    int q = between(random, 2, 30);
    int r = between(random, 2, 30);
    int s = between(random, 2, 30);
    boolean divide = random.nextBoolean();
    String expression = Latex.ratio(p, q) + (divide ? "\\div " : "\\cdot ") + Latex.ratio(r, s);
    return new Task(
        2,
        ask(random, expression),
        List.of(
            divide
                ? "flip the second fraction to " + s + " over " + r
                : "multiply " + p + " by " + r,
            divide ? "multiply tops and bottoms" : "multiply " + q + " by " + s,
            "reduce"),
        d -> {
          Steps steps = new Steps(d);
          boolean flip = d.choose(divide, !divide);
          Result top = d.multiply(p, flip ? s : r);
          Result bottom = d.multiply(q, flip ? r : s);
          steps.line(d.wording("Top: ", "Numerator: ") + top.text() + ".");
          steps.line(d.wording("Bottom: ", "Denominator: ") + bottom.text() + ".");
          return steps.boxed(steps.reduced(top.value(), bottom.value()));
        });
  }

  /** {@code p/q + r/s * k}: product first, then the sum. */
  private static Task mixed(RandomGenerator random) {
    int p = between(random, 1, 15);
    int q = between(random, 2, 15);
    int r = between(random, 1, 12);
    int s = between(random, 2, 12);
    int k = between(random, 2, 15);
    char operator = pick(random, '+', '-');
    boolean bracket = random.nextBoolean();
    String first = Latex.ratio(p, q);
    String second = Latex.ratio(r, s);
    String expression =
        bracket
            ? k + "\\left(" + first + operator + second + "\\right)"
            : first + operator + k + "\\cdot " + second;
    return new Task(
        4,
        ask(random, expression),
        bracket
            ? List.of("combine the fractions in the bracket", "multiply the top by " + k, "reduce")
            : List.of(
                "multiply " + r + " by " + k,
                (operator == '+' ? "add it" : "subtract it") + " over a common bottom",
                "reduce"),
        d -> {
          Steps steps = new Steps(d);
          boolean inside = d.choose(bracket, !bracket);
          if (inside) {
            long[] fraction = combined(d, steps, p, q, operator, r, s);
            Result top = d.multiply(fraction[0], k);
            steps.line(top.text() + ".");
            return steps.boxed(steps.reduced(top.value(), fraction[1]));
          }
          Result scaled = d.multiply(r, k);
          steps.line(scaled.text() + ".");
          long[] fraction = combined(d, steps, p, q, operator, scaled.value(), s);
          return steps.boxed(steps.reduced(fraction[0], fraction[1]));
        });
  }

  private static Task twoDraws(RandomGenerator random) {
    List<String> colours = sample(random, Vocabulary.COLOURS, 3);
    String first = colours.get(0);
    String second = colours.get(1);
    int n = between(random, 2, 16);
    int m = between(random, 2, 16);
    int k = random.nextInt(3) == 0 ? between(random, 2, 9) : 0;
    boolean same = random.nextBoolean();
    boolean replaced = random.nextInt(3) == 0;
    String container = pick(random, "bag", "box", "urn", "jar", "drawer");
    String thing = pick(random, "balls", "marbles", "cards", "socks", "chips", "beads");
    String content =
        k == 0
            ? n + " " + first + " and " + m + " " + second + " " + thing
            : n
                + " "
                + first
                + ", "
                + m
                + " "
                + second
                + " and "
                + k
                + " "
                + colours.get(2)
                + " "
                + thing;
    String how = replaced ? "with replacement" : "without replacement";
    String wanted =
        same
            ? pick(random, "both are " + first, "the two are " + first)
            : "the first is " + first + " and the second is " + second;
    String question =
        pick(
            random,
            "A "
                + container
                + " holds "
                + content
                + ". Two are drawn "
                + how
                + ". What is the probability that "
                + wanted
                + "?",
            "From a "
                + container
                + " with "
                + content
                + " two are taken one after the other "
                + how
                + ". Find the probability that "
                + wanted
                + ".",
            "There are "
                + content
                + " in a "
                + container
                + ". If two are picked at random "
                + how
                + ", what is the probability that "
                + wanted
                + "?");
    List<String> plan =
        List.of(
            "count all " + thing,
            "take the " + first + " ones over all for the first draw",
            replaced
                ? "the second draw has the same total"
                : same
                    ? "one less of " + first + " and of all for the second"
                    : "the " + second + " ones over one less for the second",
            "multiply and reduce");
    return new Task(
        same ? 3 : 4,
        question,
        plan,
        d -> {
          Steps steps = new Steps(d);
          Result all =
              d.sum(k == 0 ? List.of((long) n, (long) m) : List.of((long) n, (long) m, (long) k));
          steps.line(d.wording("All: ", "Total: ") + all.text() + ".");
          boolean back = d.choose(replaced, !replaced);
          long favourable = same ? n : m;
          if (same && !back) {
            favourable = (long) n - 1;
          }
          long rest = all.value();
          if (!back) {
            rest = d.subtract(rest, 1).value();
          }
          steps.line(
              d.wording("First ", "Draw 1: ")
                  + n
                  + "/"
                  + all.value()
                  + d.wording(", second ", ", then ")
                  + favourable
                  + "/"
                  + rest
                  + ".");
          Result top = d.multiply(n, favourable);
          Result bottom = d.multiply(all.value(), rest);
          steps.line(top.text() + ", " + bottom.text() + ".");
          return steps.boxed(steps.reduced(top.value(), bottom.value()));
        });
  }

  /** One change by a percentage: up or down. */
  private record Change(int percent, boolean up) {}

  private static Task percent(RandomGenerator random) {
    while (true) {
      int count = between(random, 2, 3);
      long start = between(random, 8, 240) * 10L;
      long value = start;
      List<Change> changes = new ArrayList<>();
      while (changes.size() < count) {
        int percent = between(random, 1, 15) * 5;
        boolean up = random.nextBoolean();
        if (value * percent % 100 != 0) {
          break;
        }
        changes.add(new Change(percent, up));
        value += (up ? 1 : -1) * value * percent / 100;
      }
      if (changes.size() == count) {
        return percentTask(random, start, changes);
      }
    }
  }

  private static Task percentTask(RandomGenerator random, long start, List<Change> changes) {
    String thing =
        pick(
            random,
            "The price of a machine",
            "The population of a village",
            "The value of a painting",
            "The number of members of a club",
            "A quantity $Q$",
            "The weight of a load in kilograms",
            "The rent of a hall",
            "The yearly income of a shop");
    List<String> parts = new ArrayList<>();
    List<String> plan = new ArrayList<>();
    for (Change change : changes) {
      parts.add(
          (change.up()
                  ? pick(random, "increases by $", "rises by $", "grows by $")
                  : pick(random, "decreases by $", "falls by $", "drops by $"))
              + change.percent()
              + "\\%$");
      plan.add((change.up() ? "add " : "take away ") + change.percent() + "% of the current value");
    }
    String question =
        thing
            + pick(random, " is $" + start + "$. It ", " starts at $" + start + "$. It ")
            + String.join(pick(random, ", then ", " and then "), parts)
            + pick(
                random,
                ". What is it in the end?",
                ". Find the final value.",
                ". What is its value after that?");
    return new Task(
        changes.size() + 1,
        question,
        plan,
        d -> {
          Steps steps = new Steps(d);
          long value = start;
          for (Change change : changes) {
            long of = d.choose(value, start);
            Result product = d.multiply(of, change.percent());
            Result part = d.divide(product.value(), 100);
            boolean up = d.choose(change.up(), !change.up());
            Result next = d.calculate(value, up ? '+' : '-', part.value());
            steps.line(
                change.percent()
                    + "% of "
                    + of
                    + ": "
                    + product.text()
                    + ", "
                    + part.text()
                    + ". "
                    + d.wording("Now ", "Then ", "New value: ")
                    + next.text()
                    + ".");
            value = next.value();
          }
          return steps.boxed(value);
        });
  }
}
