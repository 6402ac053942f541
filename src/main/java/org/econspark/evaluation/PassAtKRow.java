package org.econspark.evaluation;

import java.io.Serializable;

/**
 * What k attempts at a problem are worth to one method on one benchmark; a row of the table {@code
 * pass_at_k}.
 *
 * @param k attempts
 * @param problems with at least k attempts that did not fail
 * @param passAtK chance that one of k attempts is right, mean over the problems
 * @param passLow lower end of its 95 % interval
 * @param passHigh upper end of its 95 % interval
 * @param majorityAtK chance that the vote of k attempts is right, mean over the problems
 * @param majorityLow lower end of its 95 % interval
 * @param majorityHigh upper end of its 95 % interval
 */
public record PassAtKRow(
    String benchmark,
    String method,
    int k,
    long problems,
    double passAtK,
    double passLow,
    double passHigh,
    double majorityAtK,
    double majorityLow,
    double majorityHigh)
    implements Serializable {
  /**
   * @param pass mean over the problems
   * @param passDeviation sample standard deviation over the problems; null for a single one
   */
  public static PassAtKRow of(
      String benchmark,
      String method,
      int k,
      long problems,
      double pass,
      Double passDeviation,
      double majority,
      Double majorityDeviation) {
    Interval passes = interval(pass, passDeviation, problems, k);
    Interval majorities = interval(majority, majorityDeviation, problems, k);
    return new PassAtKRow(
        benchmark,
        method,
        k,
        problems,
        pass,
        passes.low(),
        passes.high(),
        majority,
        majorities.low(),
        majorities.high());
  }

  private static Interval interval(double mean, Double deviation, long problems, int k) {
    Double error = deviation == null ? null : deviation / Math.sqrt(problems);
    double independent = RepeatedAccuracy.effective(mean, error, problems, (double) problems * k);
    return WilsonInterval.of95(mean, independent);
  }
}
