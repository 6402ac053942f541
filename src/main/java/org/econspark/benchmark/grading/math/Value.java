package org.econspark.benchmark.grading.math;

import org.apache.commons.math3.complex.Complex;
import org.apache.commons.math3.fraction.BigFraction;

/** A number: an exact fraction as long as that is possible, else a complex double. */
sealed interface Value {

  /** Relative difference below which two inexact values are taken for the same. */
  double TOLERANCE = 1e-10;

  /** Differences below this are rounding noise around zero. */
  double ABSOLUTE_NOISE = 1e-13;

  record Exact(BigFraction value) implements Value {
    @Override
    public Complex complex() {
      return new Complex(value.doubleValue());
    }
  }

  record Approximate(Complex complex) implements Value {}

  Complex complex();

  /** What has no value, such as a quotient by zero. */
  static Value undefined() {
    return new Approximate(Complex.NaN);
  }

  static Value of(long value) {
    return new Exact(new BigFraction(value));
  }

  static Value of(Complex value) {
    return new Approximate(value);
  }

  default boolean isFinite() {
    return !complex().isNaN() && !complex().isInfinite();
  }

  default boolean isZero() {
    return this instanceof Exact exact
        ? exact.value().equals(BigFraction.ZERO)
        : complex().abs() < ABSOLUTE_NOISE;
  }

  /** Same value: exactly where both are exact, else within the tolerance; infinities by sign. */
  default boolean sameAs(Value other) {
    if (this instanceof Exact a && other instanceof Exact b) {
      return a.value().equals(b.value());
    }
    Complex a = complex();
    Complex b = other.complex();
    if (a.isNaN() || b.isNaN()) {
      return false;
    }
    if (a.isInfinite() || b.isInfinite()) {
      return a.isInfinite()
          && b.isInfinite()
          && a.getReal() == b.getReal()
          && a.getImaginary() == b.getImaginary();
    }
    double difference = a.subtract(b).abs();
    return difference <= TOLERANCE * Math.max(a.abs(), b.abs()) || difference <= ABSOLUTE_NOISE;
  }
}
