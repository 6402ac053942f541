package org.econspark.benchmark.grading.math;

import java.math.BigInteger;
import org.apache.commons.math3.complex.Complex;
import org.apache.commons.math3.fraction.BigFraction;
import org.econspark.benchmark.grading.TimeLimit;
import org.econspark.benchmark.grading.math.Value.Exact;

/**
 * Arithmetic on values. Fractions stay exact while they are small; what has no value is {@link
 * Value#undefined()}, never an exception.
 */
final class Arithmetic {
  /** Largest numerator or denominator kept exact, in bits. */
  private static final int MAX_BITS = 8_192;

  private static final int MAX_FACTORIAL = 300;
  private static final int MAX_BINOMIAL = 1_000;
  private static final int MAX_ROOT = 64;

  private Arithmetic() {}

  static Value add(Value a, Value b) {
    TimeLimit.check();
    return a instanceof Exact x && b instanceof Exact y
        ? bounded(x.value().add(y.value()))
        : Value.of(a.complex().add(b.complex()));
  }

  static Value negate(Value a) {
    return a instanceof Exact x ? new Exact(x.value().negate()) : Value.of(a.complex().negate());
  }

  static Value multiply(Value a, Value b) {
    TimeLimit.check();
    return a instanceof Exact x && b instanceof Exact y
        ? bounded(x.value().multiply(y.value()))
        : Value.of(a.complex().multiply(b.complex()));
  }

  static Value divide(Value a, Value b) {
    TimeLimit.check();
    if (b.isZero()) {
      return Value.undefined();
    }
    return a instanceof Exact x && b instanceof Exact y
        ? bounded(x.value().divide(y.value()))
        : Value.of(a.complex().divide(b.complex()));
  }

  static Value power(Value base, Value exponent) {
    TimeLimit.check();
    if (base instanceof Exact b && exponent instanceof Exact e) {
      if (b.value().equals(BigFraction.ZERO)) {
        int sign = e.value().getNumerator().signum();
        return sign < 0 ? Value.undefined() : Value.of(sign == 0 ? 1 : 0);
      }
      if (e.value().getDenominator().equals(BigInteger.ONE)) {
        BigInteger n = e.value().getNumerator();
        if (n.bitLength() < 31 && (long) bits(b.value()) * Math.abs(n.intValue()) <= MAX_BITS) {
          return new Exact(b.value().pow(n.intValue()));
        }
      } else if (e.value().getDenominator().bitLength() < 7) {
        Value root = root(new Exact(new BigFraction(e.value().getDenominator())), base);
        if (root instanceof Exact) {
          return power(root, new Exact(new BigFraction(e.value().getNumerator())));
        }
      }
    }
    if (base.isZero()) {
      return Value.undefined();
    }
    return Value.of(base.complex().pow(exponent.complex()));
  }

  /** The real root where there is one, so that the cube root of -8 is -2. */
  static Value root(Value index, Value of) {
    if (!(index instanceof Exact i) || !isWhole(i.value(), MAX_ROOT) || i.value().intValue() < 1) {
      return of.isZero() ? of : power(of, divide(Value.of(1), index));
    }
    int n = i.value().intValue();
    if (of instanceof Exact x) {
      boolean negative = x.value().getNumerator().signum() < 0;
      if (!negative || n % 2 == 1) {
        BigInteger top = wholeRoot(x.value().getNumerator().abs(), n);
        BigInteger bottom = wholeRoot(x.value().getDenominator(), n);
        if (top != null && bottom != null) {
          BigFraction root = new BigFraction(top, bottom);
          return new Exact(negative ? root.negate() : root);
        }
        double size = Math.pow(Math.abs(x.value().doubleValue()), 1.0 / n);
        return Value.of(new Complex(negative ? -size : size));
      }
    }
    if (of.isZero()) {
      return of;
    }
    return Value.of(n == 2 ? of.complex().sqrt() : of.complex().pow(1.0 / n));
  }

  static Value logarithm(Value base, Value of) {
    if (of.isZero() || base.isZero()) {
      return Value.undefined();
    }
    return divide(Value.of(of.complex().log()), Value.of(base.complex().log()));
  }

  static Value call(String function, Value of) {
    TimeLimit.check();
    if (of instanceof Exact x) {
      switch (function) {
        case "abs":
          return new Exact(x.value().abs());
        case "floor":
          return new Exact(new BigFraction(floor(x.value())));
        case "ceil":
          return new Exact(new BigFraction(floor(x.value().negate()).negate()));
        case "factorial":
          return factorial(x.value());
        default:
          break;
      }
    }
    Complex z = of.complex();
    return switch (function) {
      case "abs" -> Value.of(new Complex(z.abs()));
      case "sin" -> Value.of(z.sin());
      case "cos" -> Value.of(z.cos());
      case "tan" -> Value.of(z.tan());
      case "cot" -> divide(Value.of(1), Value.of(z.tan()));
      case "sec" -> divide(Value.of(1), Value.of(z.cos()));
      case "csc" -> divide(Value.of(1), Value.of(z.sin()));
      case "exp" -> Value.of(z.exp());
      case "ln" -> of.isZero() ? Value.undefined() : Value.of(z.log());
      case "arcsin" -> Value.of(z.asin());
      case "arccos" -> Value.of(z.acos());
      case "arctan" -> Value.of(z.atan());
      default -> Value.undefined();
    };
  }

  static Value binomial(Value n, Value k) {
    TimeLimit.check();
    if (!(n instanceof Exact x && k instanceof Exact y)
        || !isWhole(x.value(), MAX_BINOMIAL)
        || !isWhole(y.value(), MAX_BINOMIAL)
        || x.value().getNumerator().signum() < 0) {
      return Value.undefined();
    }
    int top = x.value().intValue();
    int bottom = y.value().intValue();
    if (bottom < 0 || bottom > top) {
      return Value.of(0);
    }
    BigInteger result = BigInteger.ONE;
    for (int i = 1; i <= bottom; i++) {
      result = result.multiply(BigInteger.valueOf(top - bottom + i)).divide(BigInteger.valueOf(i));
    }
    return new Exact(new BigFraction(result));
  }

  private static Value factorial(BigFraction of) {
    if (!isWhole(of, MAX_FACTORIAL) || of.getNumerator().signum() < 0) {
      return Value.undefined();
    }
    BigInteger result = BigInteger.ONE;
    for (int i = 2; i <= of.intValue(); i++) {
      result = result.multiply(BigInteger.valueOf(i));
    }
    return new Exact(new BigFraction(result));
  }

  private static BigInteger floor(BigFraction value) {
    BigInteger[] parts = value.getNumerator().divideAndRemainder(value.getDenominator());
    return parts[1].signum() < 0 ? parts[0].subtract(BigInteger.ONE) : parts[0];
  }

  /** The n-th root if it is whole, else null. */
  private static BigInteger wholeRoot(BigInteger of, int n) {
    if (n == 1 || of.bitLength() <= 1) {
      return of;
    }
    if (n == 2) {
      BigInteger root = of.sqrt();
      return root.multiply(root).equals(of) ? root : null;
    }
    double guess = Math.pow(of.doubleValue(), 1.0 / n);
    if (Double.isInfinite(guess) || guess > 1e15) {
      return null;
    }
    BigInteger root = BigInteger.valueOf(Math.round(guess));
    return root.pow(n).equals(of) ? root : null;
  }

  private static boolean isWhole(BigFraction value, int limit) {
    return value.getDenominator().equals(BigInteger.ONE)
        && value.getNumerator().bitLength() < 31
        && Math.abs(value.intValue()) <= limit;
  }

  private static int bits(BigFraction value) {
    return Math.max(value.getNumerator().bitLength(), value.getDenominator().bitLength());
  }

  private static Value bounded(BigFraction value) {
    return bits(value) <= MAX_BITS ? new Exact(value) : Value.of(new Complex(value.doubleValue()));
  }
}
