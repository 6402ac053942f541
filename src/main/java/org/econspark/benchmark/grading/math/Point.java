package org.econspark.benchmark.grading.math;

import org.apache.commons.math3.fraction.BigFraction;

/**
 * A fixed assignment of values to all variables, the same in every run.
 *
 * @param index which of the points
 * @param plus how "plus or minus" is read
 */
record Point(int index, boolean plus) {

  /** Points at which expressions in variables are compared. */
  static final int COUNT = 6;

  static Point of(int index) {
    return new Point(index, true);
  }

  /** A fraction between 1/16 and 7, negative at two of the points. */
  Value variable(String name) {
    int hash = Math.floorMod(((name.hashCode() * 31 + index) * 0x9e3779b1) >>> 7, 97);
    BigFraction size = new BigFraction(1 + hash + 3 * index, 16);
    return new Value.Exact(index >= COUNT - 2 ? size.negate() : size);
  }
}
