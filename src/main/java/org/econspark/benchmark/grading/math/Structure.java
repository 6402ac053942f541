package org.econspark.benchmark.grading.math;

import java.math.BigInteger;
import java.util.List;

/** The form of an answer around its expressions. */
sealed interface Structure {

  /** Without sets around it that hold nothing else: a set of 5 alone is 5. */
  default Structure unwrapped() {
    Structure inner = this;
    while (inner instanceof Unordered unordered && unordered.parts().size() == 1) {
      inner = unordered.parts().get(0);
    }
    return inner;
  }

  /**
   * One expression.
   *
   * @param plus how a "plus or minus" in it is read
   */
  record Scalar(Expr value, boolean plus) implements Structure {}

  /** A tuple, point, vector or interval; its brackets matter. */
  record Ordered(String open, String close, List<Structure> parts) implements Structure {}

  /** A set, a list of solutions or a union; the order does not matter. */
  record Unordered(List<Structure> parts) implements Structure {}

  record Matrix(List<List<Structure>> rows) implements Structure {}

  /**
   * An equation.
   *
   * @param solved true where the left side names one thing, such as {@code x} or {@code AB}; the
   *     right side alone is an answer too
   * @param right the right side
   * @param difference left minus right where both are expressions, else null
   */
  record Equation(boolean solved, Structure right, Expr difference) implements Structure {}

  /** A number in a base other than ten. */
  record InBase(BigInteger value, int base) implements Structure {}

  /** Words, normalised. */
  record Words(String text) implements Structure {}
}
