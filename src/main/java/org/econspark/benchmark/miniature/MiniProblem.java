package org.econspark.benchmark.miniature;

import java.util.List;

/**
 * One generated problem with everything that follows from it.
 *
 * @param family which miniature benchmark it belongs to
 * @param kind name of its structure within the family, e.g. {@code running-total}
 * @param heldOut whether the structure is kept out of all training text
 * @param difficulty 1 (easy) to 5 (hard)
 * @param question the text that is asked
 * @param plan what to do, step by step, naming the quantities and whose they are; no numbers that
 *     must first be calculated, never the answer
 * @param solver writes solutions, right or flawed
 * @param trip the facts of a trip plan, null for other families
 */
public record MiniProblem(
    Family family,
    String kind,
    boolean heldOut,
    int difficulty,
    String question,
    List<String> plan,
    Solver solver,
    TripFacts trip) {

  /** Writes one worked solution. */
  @FunctionalInterface
  public interface Solver {
    Solution solve(Derivation derivation);
  }

  /**
   * A worked solution.
   *
   * @param steps one sentence or calculation a line
   * @param answer what goes into the box
   */
  public record Solution(List<String> steps, String answer) {}
}
