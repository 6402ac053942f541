package org.econspark.benchmark.miniature;

import java.util.ArrayList;
import java.util.List;

/**
 * The lines of one worked mathematics solution, with the calculations that several structures
 * share: long division with remainder and reducing a fraction. Every number that can go wrong is a
 * tracked step of the derivation.
 */
final class Steps {
  private final Derivation derivation;
  private final List<String> lines = new ArrayList<>();

  Steps(Derivation derivation) {
    this.derivation = derivation;
  }

  Steps line(String text) {
    lines.add(text);
    return this;
  }

  MiniProblem.Solution boxed(long answer) {
    return boxed(Long.toString(answer));
  }

  MiniProblem.Solution boxed(String answer) {
    return new MiniProblem.Solution(List.copyOf(lines), answer);
  }

  /** {@code a-b} written without a sign problem: adding the opposite if b is negative. */
  Derivation.Result takeAway(long a, long b) {
    char right = b < 0 ? '+' : '-';
    char wrong = b < 0 ? '-' : '+';
    return derivation.calculate(a, derivation.choose(right, wrong), Math.abs(b));
  }

  /**
   * The remainder of a division, digit by digit of the quotient as {@code a-q*m=r} parts.
   *
   * @param a dividend, at least 0
   * @param m divisor, above 0
   */
  Derivation.Result remainder(long a, long m) {
    StringBuilder text = new StringBuilder();
    long rest = a;
    long scale = m;
    while (scale * 10 <= rest) {
      scale *= 10;
    }
    for (; scale >= m; scale /= 10) {
      long quotient = rest / scale;
      if (quotient == 0) {
        continue;
      }
      long exact = rest - quotient * scale;
      long next = derivation.choose(exact, exact + 1, exact + 10, Math.abs(exact - 1));
      text.append(text.isEmpty() ? "" : ", ")
          .append(rest)
          .append('-')
          .append(quotient)
          .append('*')
          .append(scale)
          .append('=')
          .append(next);
      rest = next;
    }
    return new Derivation.Result(rest, text.isEmpty() ? a + "<" + m : text.toString());
  }

  /**
   * Reduces a fraction by common divisors up to 12 at a time, writes the divisions as lines and
   * gives the canonical answer.
   */
  String reduced(long numerator, long denominator) {
    long top = numerator;
    long bottom = denominator;
    if (bottom < 0) {
      top = -top;
      bottom = -bottom;
    }
    if (bottom == 0) {
      return "0";
    }
    if (top % bottom == 0) {
      Derivation.Result whole = derivation.divide(top, bottom);
      line(whole.text() + ".");
      return Long.toString(whole.value());
    }
    long divisor = largestSmallDivisor(top, bottom);
    while (divisor > 1 && derivation.choose(true, false)) {
      Derivation.Result smallerTop = derivation.divide(top, divisor);
      Derivation.Result smallerBottom = derivation.divide(bottom, divisor);
      line(
          derivation.wording("Divide by ", "Both by ", "Reduce by ")
              + divisor
              + ": "
              + smallerTop.text()
              + ", "
              + smallerBottom.text()
              + ".");
      top = smallerTop.value();
      bottom = Math.max(1, smallerBottom.value());
      divisor = largestSmallDivisor(top, bottom);
    }
    if (bottom == 1) {
      return Long.toString(top);
    }
    return (top < 0 ? "-" : "") + Latex.ratio(Math.abs(top), bottom);
  }

  /** The largest common divisor from 1 to 12, or the common divisor that remains beyond them. */
  private static long largestSmallDivisor(long a, long b) {
    for (long divisor = 12; divisor > 1; divisor--) {
      if (a % divisor == 0 && b % divisor == 0) {
        return divisor;
      }
    }
    return Latex.greatestCommonDivisor(a, b);
  }
}
