package org.econspark.benchmark.miniature;

import java.util.ArrayList;
import java.util.List;
import org.econspark.benchmark.miniature.MiniProblem.Solution;
import org.econspark.benchmark.miniature.MiniProblem.Solver;

/**
 * The calculations of a word problem in the order in which a solution does them. Values are known
 * while the problem is drawn; the {@link Solver} repeats them through a {@link Derivation}.
 *
 * <p>In wordings {@code #} stands for the equation, e.g. {@code "The bags hold #."}.
 */
final class Workings {

  /** Largest result; beyond it a small model has no chance. */
  private static final long LIMIT = 9_999_999;

  /** A quantity of the problem: given, or result of a step. */
  record Amount(int index, long value) {}

  private sealed interface Line permits Note, Step, Sum {}

  /** A line without a calculation. */
  private record Note(List<String> wordings) implements Line {}

  /**
   * One calculation.
   *
   * @param mistaken amounts that a flawed solution may take for the first operand
   * @param skippable whether a flawed solution may forget the step
   */
  private record Step(
      int result,
      int first,
      char operator,
      int second,
      List<String> wordings,
      List<Integer> mistaken,
      boolean skippable)
      implements Line {}

  /** Adds three or more amounts on one line. */
  private record Sum(int result, List<Integer> terms, List<String> wordings) implements Line {}

  private final List<Long> values = new ArrayList<>();
  private final List<Line> lines = new ArrayList<>();
  private int calculations;
  private boolean sound = true;

  /** A number of the question. */
  Amount given(long value) {
    values.add(value);
    return new Amount(values.size() - 1, value);
  }

  /** A line that restates something of the question. */
  void note(String... wordings) {
    lines.add(new Note(List.of(wordings)));
  }

  Amount step(Amount first, char operator, long second, String... wordings) {
    return step(first, operator, given(second), wordings);
  }

  Amount step(Amount first, char operator, Amount second, String... wordings) {
    return add(first, operator, second, List.of(), false, wordings);
  }

  /** A step that a flawed solution may forget; the first operand then stands for the result. */
  Amount skippable(Amount first, char operator, long second, String... wordings) {
    return add(first, operator, given(second), List.of(), true, wordings);
  }

  Amount skippable(Amount first, char operator, Amount second, String... wordings) {
    return add(first, operator, second, List.of(), true, wordings);
  }

  /** A step whose first operand may be mistaken for one of several other amounts. */
  Amount mistakable(
      Amount first, List<Amount> others, char operator, long second, String... wordings) {
    return mistakable(first, others, operator, given(second), wordings);
  }

  Amount mistakable(
      Amount first, List<Amount> others, char operator, Amount second, String... wordings) {
    return add(first, operator, second, indexes(first, others), false, wordings);
  }

  private static List<Integer> indexes(Amount right, List<Amount> others) {
    return others.stream()
        .filter(other -> other.value() != right.value())
        .map(Amount::index)
        .toList();
  }

  private Amount add(
      Amount first,
      char operator,
      Amount second,
      List<Integer> mistaken,
      boolean skippable,
      String... wordings) {
    long a = first.value();
    long b = second.value();
    long value =
        switch (operator) {
          case '+' -> a + b;
          case '-' -> a - b;
          case '*' -> a * b;
          case '/' -> b == 0 ? 0 : a / b;
          default -> throw new IllegalArgumentException("Invalid operator '" + operator + "'");
        };
    boolean whole = operator != '/' || (b > 1 && a % b == 0);
    sound &= whole && value > 0 && value <= LIMIT;
    calculations++;
    Amount result = given(value);
    lines.add(
        new Step(
            result.index(),
            first.index(),
            operator,
            second.index(),
            List.of(wordings),
            mistaken,
            skippable));
    return result;
  }

  /** Adds amounts from left to right. */
  Amount sum(List<Amount> terms, String... wordings) {
    if (terms.size() == 2) {
      return step(terms.get(0), '+', terms.get(1), wordings);
    }
    calculations += terms.size() - 1;
    Amount result = given(terms.stream().mapToLong(Amount::value).sum());
    sound &= result.value() <= LIMIT;
    lines.add(
        new Sum(result.index(), terms.stream().map(Amount::index).toList(), List.of(wordings)));
    return result;
  }

  /** Whether every result so far is whole, positive and not too large. */
  boolean sound() {
    return sound;
  }

  /** Number of single calculations so far. */
  int calculations() {
    return calculations;
  }

  Solver solver(Amount answer) {
    List<Long> given = List.copyOf(values);
    List<Line> todo = List.copyOf(lines);
    return derivation -> solve(derivation, given, todo, answer.index());
  }

  private static Solution solve(
      Derivation derivation, List<Long> given, List<Line> lines, int answer) {
    long[] values = given.stream().mapToLong(Long::longValue).toArray();
    List<String> steps = new ArrayList<>();
    for (Line line : lines) {
      if (line instanceof Note note) {
        steps.add(wording(derivation, note.wordings()));
      } else if (line instanceof Step step) {
        work(derivation, step, values, steps);
      } else if (line instanceof Sum sum) {
        Derivation.Result result =
            derivation.sum(sum.terms().stream().map(term -> values[term]).toList());
        values[sum.result()] = result.value();
        steps.add(wording(derivation, sum.wordings()).replace("#", result.text()));
      }
    }
    return new Solution(steps, Long.toString(values[answer]));
  }

  private static void work(Derivation derivation, Step step, long[] values, List<String> steps) {
    long first = values[step.first()];
    char operator = step.operator();
    long second = values[step.second()];
    if (derivation.spoiled()) {
      boolean mixUp = !step.mistaken().isEmpty() && derivation.random().nextInt(3) > 0;
      if (mixUp) {
        int other = derivation.random().nextInt(step.mistaken().size());
        first = values[step.mistaken().get(other)];
      } else if (step.skippable() && derivation.random().nextBoolean()) {
        values[step.result()] = first;
        return;
      } else {
        operator = wrongOperator(operator);
        if (operator == '-' && first < second) {
          long smaller = first;
          first = second;
          second = smaller;
        }
      }
    }
    Derivation.Result result = derivation.calculate(first, operator, second);
    values[step.result()] = result.value();
    steps.add(wording(derivation, step.wordings()).replace("#", result.text()));
  }

  private static char wrongOperator(char operator) {
    return switch (operator) {
      case '-', '*' -> '+';
      default -> '-';
    };
  }

  private static String wording(Derivation derivation, List<String> wordings) {
    return wordings.get(derivation.random().nextInt(wordings.size()));
  }
}
