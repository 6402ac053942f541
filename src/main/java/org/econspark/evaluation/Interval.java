package org.econspark.evaluation;

import java.io.Serializable;

/** A 95 % confidence interval. */
public record Interval(double low, double high) implements Serializable {
  /** Quantile of the standard normal distribution for 95 %, two-sided. */
  static final double Z = 1.959963984540054;
}
