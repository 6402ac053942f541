package org.econspark.evaluation;

/**
 * A confidence interval.
 *
 * @param low lower limit
 * @param high upper limit, not below {@code low}
 */
public record Interval(double low, double high) {

  public Interval {
    if (!(low <= high)) {
      throw new IllegalArgumentException(
          "Invalid interval [%s, %s]: the lower limit must not be above the upper one"
              .formatted(low, high));
    }
  }

  public boolean contains(double value) {
    return low <= value && value <= high;
  }
}
