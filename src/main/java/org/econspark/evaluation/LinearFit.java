package org.econspark.evaluation;

import java.util.List;
import org.apache.commons.math3.stat.regression.SimpleRegression;

/**
 * A straight line through points by least squares.
 *
 * @param slope change of the second coordinate for one unit of the first
 * @param intercept value at 0
 * @param rSquared share of the variance that the line explains, in [0, 1]; 1 where all values are
 *     equal
 */
public record LinearFit(double slope, double intercept, double rSquared) {

  /**
   * @throws IllegalArgumentException for fewer than three points, through which a line says nothing
   */
  public static LinearFit of(List<Double> x, List<Double> y) {
    if (x.size() != y.size() || x.stream().distinct().count() < 3) {
      throw new IllegalArgumentException(
          "Invalid points for a line: expected at least 3 different x and as many y, found x = "
              + x
              + " and "
              + y.size()
              + " y");
    }
    SimpleRegression regression = new SimpleRegression();
    for (int i = 0; i < x.size(); i++) {
      regression.addData(x.get(i), y.get(i));
    }
    boolean constant = y.stream().distinct().count() == 1;
    return new LinearFit(
        constant ? 0 : regression.getSlope(),
        regression.getIntercept(),
        constant ? 1 : regression.getRSquare());
  }
}
