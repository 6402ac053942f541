package org.econspark.benchmark.miniature;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.econspark.benchmark.miniature.MiniProblem.Solution;

/**
 * A worked solution as text: one step a line, the boxed answer on the last one.
 *
 * @param lines the steps, then the boxed answer
 * @param answer what is in the box
 */
record Worked(List<String> lines, String answer) {
  /** Spoiled solutions may still reach the right answer; so many are tried. */
  private static final int ATTEMPTS = 6;

  String text() {
    return String.join("\n", lines);
  }

  /** How a solution is to be written. */
  record Manner(boolean splitProducts, boolean careful) {
    static final Manner FULL = new Manner(true, true);
    static final Manner SHORT = new Manner(false, false);
  }

  /** A right solution; the seed decides its wordings. */
  static Worked right(MiniProblem problem, Manner manner, long seed) {
    return of(problem.solver().solve(derivation(manner, seed, -1)));
  }

  /** Whether a full solution of this problem splits products. */
  static boolean splitsProducts(MiniProblem problem) {
    Derivation derivation = derivation(Manner.FULL, 0, -1);
    problem.solver().solve(derivation);
    return derivation.hasSplitProducts();
  }

  /**
   * A solution with one error that propagates. Its lines before the error are those of {@link
   * #right} for the same seed. Nearly always its answer is wrong.
   */
  static Worked spoiled(MiniatureChecker checker, Manner manner, long seed) {
    MiniProblem problem = checker.problem();
    Derivation counting = derivation(manner, seed, -1);
    Worked right = of(problem.solver().solve(counting));
    if (counting.steps() == 0) {
      return right;
    }
    RandomGenerator random = new SplitMix64(seed);
    Worked spoiled = right;
    for (int i = 0; i < ATTEMPTS; i++) {
      int step = random.nextInt(counting.steps());
      spoiled = of(problem.solver().solve(derivation(manner, seed, step)));
      if (!checker.accepts(spoiled.answer())) {
        break;
      }
    }
    return spoiled;
  }

  private static Derivation derivation(Manner manner, long seed, int spoiledStep) {
    return new Derivation(
        SplitMix64.of(seed), spoiledStep, manner.splitProducts(), manner.careful());
  }

  private static Worked of(Solution solution) {
    List<String> lines = new ArrayList<>(solution.steps());
    lines.add("\\boxed{" + solution.answer() + "}");
    return new Worked(List.copyOf(lines), solution.answer());
  }
}
