package org.econspark.benchmark.grading.math;

import java.util.List;
import org.apache.commons.math3.complex.Complex;
import org.apache.commons.math3.fraction.BigFraction;

/** An expression: numbers, constants, variables of one letter, and functions of them. */
sealed interface Expr {

  /** The value at a point; {@link Value#undefined()} where there is none. */
  Value at(Point point);

  /** True if the expression holds a "plus or minus", hence two values. */
  default boolean isTwofold() {
    for (Expr child : children()) {
      if (child.isTwofold()) {
        return true;
      }
    }
    return false;
  }

  /** True if no variable occurs. */
  default boolean isConstant() {
    for (Expr child : children()) {
      if (!child.isConstant()) {
        return false;
      }
    }
    return true;
  }

  List<Expr> children();

  /** An exact number. */
  record Num(BigFraction value) implements Expr {
    @Override
    public Value at(Point point) {
      return new Value.Exact(value);
    }

    @Override
    public List<Expr> children() {
      return List.of();
    }
  }

  /** A named constant. */
  enum Constant implements Expr {
    PI,
    E,
    I,
    INFINITY;

    @Override
    public Value at(Point point) {
      return switch (this) {
        case PI -> Value.of(new Complex(Math.PI));
        case E -> Value.of(new Complex(Math.E));
        case I -> Value.of(Complex.I);
        case INFINITY -> Value.of(new Complex(Double.POSITIVE_INFINITY));
      };
    }

    @Override
    public List<Expr> children() {
      return List.of();
    }
  }

  record Variable(String name) implements Expr {
    @Override
    public Value at(Point point) {
      return point.variable(name);
    }

    @Override
    public boolean isConstant() {
      return false;
    }

    @Override
    public List<Expr> children() {
      return List.of();
    }
  }

  record Sum(List<Expr> terms) implements Expr {
    @Override
    public Value at(Point point) {
      Value total = Value.of(0);
      for (Expr term : terms) {
        total = Arithmetic.add(total, term.at(point));
      }
      return total;
    }

    @Override
    public List<Expr> children() {
      return terms;
    }
  }

  record Product(Expr left, Expr right) implements Expr {
    @Override
    public Value at(Point point) {
      return Arithmetic.multiply(left.at(point), right.at(point));
    }

    @Override
    public List<Expr> children() {
      return List.of(left, right);
    }
  }

  record Quotient(Expr top, Expr bottom) implements Expr {
    @Override
    public Value at(Point point) {
      return Arithmetic.divide(top.at(point), bottom.at(point));
    }

    @Override
    public List<Expr> children() {
      return List.of(top, bottom);
    }
  }

  record Power(Expr base, Expr exponent) implements Expr {
    @Override
    public Value at(Point point) {
      return Arithmetic.power(base.at(point), exponent.at(point));
    }

    @Override
    public List<Expr> children() {
      return List.of(base, exponent);
    }
  }

  record Negation(Expr of) implements Expr {
    @Override
    public Value at(Point point) {
      return of == Constant.INFINITY
          ? Value.of(new Complex(Double.NEGATIVE_INFINITY))
          : Arithmetic.negate(of.at(point));
    }

    @Override
    public List<Expr> children() {
      return List.of(of);
    }
  }

  /** Plus or minus a term, as the point says. */
  record PlusMinus(Expr of) implements Expr {
    @Override
    public Value at(Point point) {
      return point.plus() ? of.at(point) : Arithmetic.negate(of.at(point));
    }

    @Override
    public boolean isTwofold() {
      return true;
    }

    @Override
    public List<Expr> children() {
      return List.of(of);
    }
  }

  /** The index-th root. */
  record Root(Expr index, Expr of) implements Expr {
    @Override
    public Value at(Point point) {
      return Arithmetic.root(index.at(point), of.at(point));
    }

    @Override
    public List<Expr> children() {
      return List.of(index, of);
    }
  }

  /** A function of one argument, e.g. {@code sin}. */
  record Call(String function, Expr of) implements Expr {
    @Override
    public Value at(Point point) {
      return Arithmetic.call(function, of.at(point));
    }

    @Override
    public List<Expr> children() {
      return List.of(of);
    }
  }

  record Logarithm(Expr base, Expr of) implements Expr {
    @Override
    public Value at(Point point) {
      return Arithmetic.logarithm(base.at(point), of.at(point));
    }

    @Override
    public List<Expr> children() {
      return List.of(base, of);
    }
  }

  record Binomial(Expr n, Expr k) implements Expr {
    @Override
    public Value at(Point point) {
      return Arithmetic.binomial(n.at(point), k.at(point));
    }

    @Override
    public List<Expr> children() {
      return List.of(n, k);
    }
  }
}
