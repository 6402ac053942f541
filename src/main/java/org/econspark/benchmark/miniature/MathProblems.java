package org.econspark.benchmark.miniature;

import java.util.List;
import java.util.stream.Stream;

/**
 * Mathematics questions in LaTeX, the miniature of MATH. Answers are integers or fractions in
 * lowest terms with the sign in front.
 */
public final class MathProblems {
  private static final List<Structure> STRUCTURES =
      Stream.of(
              EquationProblems.structures(),
              FunctionProblems.structures(),
              DivisorProblems.structures(),
              RemainderProblems.structures(),
              FractionProblems.structures(),
              SequenceProblems.structures(),
              CountingProblems.structures())
          .flatMap(List::stream)
          .toList();

  private MathProblems() {}

  /** All structures, two of them held out of training text. */
  public static List<Structure> structures() {
    return STRUCTURES;
  }
}
