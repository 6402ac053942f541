package org.econspark.benchmark.miniature;

/** Writes the few LaTeX forms of the mathematics questions and answers. */
final class Latex {
  private Latex() {}

  /**
   * The canonical form of a quotient: an integer, or a fraction in lowest terms with its sign in
   * front.
   *
   * @throws IllegalArgumentException if the denominator is 0
   */
  static String quotient(long numerator, long denominator) {
    if (denominator == 0) {
      throw new IllegalArgumentException(
          "Invalid fraction " + numerator + "/0: the denominator must not be 0");
    }
    long divisor = greatestCommonDivisor(numerator, denominator);
    long top = Math.abs(numerator) / divisor;
    long bottom = Math.abs(denominator) / divisor;
    String sign = top != 0 && (numerator < 0) != (denominator < 0) ? "-" : "";
    return sign + (bottom == 1 ? Long.toString(top) : ratio(top, bottom));
  }

  /** A fraction exactly as given. */
  static String ratio(long numerator, long denominator) {
    return "\\frac{" + numerator + "}{" + denominator + "}";
  }

  /** A polynomial without its zero terms; coefficients from the highest power down. */
  static String polynomial(String variable, long... coefficients) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < coefficients.length; i++) {
      long coefficient = coefficients[i];
      if (coefficient == 0) {
        continue;
      }
      int power = coefficients.length - 1 - i;
      text.append(coefficient < 0 ? "-" : text.isEmpty() ? "" : "+");
      long size = Math.abs(coefficient);
      if (size != 1 || power == 0) {
        text.append(size);
      }
      if (power > 0) {
        text.append(variable).append(power > 1 ? "^" + power : "");
      }
    }
    return text.isEmpty() ? "0" : text.toString();
  }

  /** Terms such as {@code 3x-2y}; both coefficients must differ from 0. */
  static String twoTerms(long first, String x, long second, String y) {
    return polynomial(x, first, 0) + (second < 0 ? "" : "+") + polynomial(y, second, 0);
  }

  static long greatestCommonDivisor(long a, long b) {
    long x = Math.abs(a);
    long y = Math.abs(b);
    while (y != 0) {
      long rest = x % y;
      x = y;
      y = rest;
    }
    return x == 0 ? 1 : x;
  }
}
