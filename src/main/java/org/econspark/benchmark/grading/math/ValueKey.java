package org.econspark.benchmark.grading.math;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import java.util.stream.Collectors;
import org.econspark.benchmark.grading.ValueText;
import org.econspark.benchmark.grading.math.Structure.Equation;
import org.econspark.benchmark.grading.math.Structure.InBase;
import org.econspark.benchmark.grading.math.Structure.Matrix;
import org.econspark.benchmark.grading.math.Structure.Ordered;
import org.econspark.benchmark.grading.math.Structure.Scalar;
import org.econspark.benchmark.grading.math.Structure.Unordered;
import org.econspark.benchmark.grading.math.Structure.Words;

/**
 * Writes the value of an answer as a text that is equal for equal values: exact fractions, ten
 * digits of other numbers, the values at fixed points of expressions in variables.
 */
final class ValueKey {
  private static final int POINTS = 3;
  private static final MathContext DIGITS = new MathContext(10);
  private static final int PLAIN_DIGITS = 9;

  private ValueKey() {}

  static String of(Structure structure) {
    Structure s = structure.unwrapped();
    if (s instanceof Scalar scalar) {
      return key(scalar.value(), scalar.plus());
    }
    if (s instanceof Ordered ordered) {
      return ordered.open() + keys(ordered.parts()) + ordered.close();
    }
    if (s instanceof Unordered unordered) {
      return unordered.parts().stream()
          .map(ValueKey::of)
          .sorted()
          .collect(Collectors.joining("; ", "{", "}"));
    }
    if (s instanceof Matrix matrix) {
      return matrix.rows().stream()
          .map(ValueKey::keys)
          .collect(Collectors.joining(" | ", "[", "]"));
    }
    if (s instanceof Equation equation) {
      return equation.solved() || equation.difference() == null
          ? of(equation.right())
          : equationKey(equation.difference());
    }
    if (s instanceof InBase number) {
      return number.value().toString(number.base()) + "_" + number.base();
    }
    return ((Words) s).text();
  }

  private static String keys(List<Structure> parts) {
    return parts.stream().map(ValueKey::of).collect(Collectors.joining("; "));
  }

  private static String key(Expr value, boolean plus) {
    if (value.isConstant()) {
      return key(value.at(new Point(0, plus)));
    }
    StringBuilder key = new StringBuilder("f");
    for (int i = 0; i < POINTS; i++) {
      key.append(':').append(key(value.at(new Point(i, plus))));
    }
    return key.toString();
  }

  private static String equationKey(Expr difference) {
    Value first = difference.at(Point.of(0));
    StringBuilder key = new StringBuilder("e");
    for (int i = 1; i <= POINTS; i++) {
      key.append(':').append(key(Arithmetic.divide(difference.at(Point.of(i)), first)));
    }
    return key.toString();
  }

  private static String key(Value value) {
    if (value instanceof Value.Exact exact) {
      return ValueText.of(exact.value());
    }
    double size = value.complex().abs();
    double real = value.complex().getReal();
    double imaginary = value.complex().getImaginary();
    if (Math.abs(imaginary) <= Value.TOLERANCE * size) {
      return digits(real, size);
    }
    return digits(real, size) + "+" + digits(imaginary, size) + "i";
  }

  private static String digits(double part, double size) {
    if (!Double.isFinite(part)) {
      return Double.toString(part);
    }
    if (Math.abs(part) <= Value.TOLERANCE * size) {
      return "0";
    }
    BigDecimal rounded = new BigDecimal(part).round(DIGITS).stripTrailingZeros();
    // Few digits are a number that only lost its exactness on the way, such as the root of 2
    // squared.
    return rounded.precision() <= PLAIN_DIGITS ? rounded.toPlainString() : rounded.toString();
  }
}
