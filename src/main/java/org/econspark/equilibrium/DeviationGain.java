package org.econspark.equilibrium;

import java.util.List;

/**
 * How much agents could gain by deviating alone, estimated from played deviations.
 *
 * <p>The best of noisy means lies above zero even at an equilibrium. So the best control is chosen
 * on some problems and its gain is estimated on others; the estimate may then be negative. Using
 * the two parts both ways around would make the intervals too narrow: the two estimates depend on
 * each other. Deviations to fixed controls are only some of all deviations, so the sum of the gains
 * is a lower bound of NashConv.
 *
 * <p>Dimensions: N = agents, M = controls.
 *
 * @param problems that the gains were estimated on
 * @param gains shape (N), mean over these problems, reward units
 * @param errors shape (N), standard error of each gain
 * @param nashConvLowerBound sum of the gains
 * @param nashConvError standard error of the sum, the agents' gains on a problem taken together
 */
public record DeviationGain(
    int problems,
    double[] gains,
    double[] errors,
    double nashConvLowerBound,
    double nashConvError) {

  /** Fewest problems that an error can be estimated from. */
  public static final int FEWEST = 2;

  /**
   * @param gains for each problem, shape (N, M), what each agent would have got more by choosing
   *     each control alone
   * @return shape (N), index of the control with the highest mean gain
   */
  public static int[] bestControls(List<double[][]> gains) {
    requireEnough(gains.size());
    int[] best = new int[gains.get(0).length];
    for (int agent = 0; agent < best.length; agent++) {
      double highest = Double.NEGATIVE_INFINITY;
      for (int control = 0; control < gains.get(0)[agent].length; control++) {
        double sum = 0;
        for (double[][] problem : gains) {
          sum += problem[agent][control];
        }
        if (sum > highest) {
          highest = sum;
          best[agent] = control;
        }
      }
    }
    return best;
  }

  /**
   * @param gains for each problem, shape (N), what each agent would have got more by choosing alone
   *     the control that was found best on other problems; independent between problems
   * @throws IllegalArgumentException if there are too few
   */
  public static DeviationGain estimate(List<double[]> gains) {
    requireEnough(gains.size());
    int agents = gains.get(0).length;
    double[] means = new double[agents];
    double[] errors = new double[agents];
    double[] sums = new double[gains.size()];
    for (int agent = 0; agent < agents; agent++) {
      double[] own = new double[gains.size()];
      for (int p = 0; p < own.length; p++) {
        own[p] = gains.get(p)[agent];
        sums[p] += own[p];
      }
      means[agent] = mean(own);
      errors[agent] = standardError(own);
    }
    return new DeviationGain(gains.size(), means, errors, mean(sums), standardError(sums));
  }

  private static void requireEnough(int problems) {
    if (problems < FEWEST) {
      throw new IllegalArgumentException(
          "Cannot estimate deviation gains from "
              + problems
              + " problems: at least "
              + FEWEST
              + " are needed to choose controls on, and as many to estimate on");
    }
  }

  private static double mean(double[] values) {
    double sum = 0;
    for (double value : values) {
      sum += value;
    }
    return sum / values.length;
  }

  private static double standardError(double[] values) {
    double mean = mean(values);
    double squares = 0;
    for (double value : values) {
      squares += (value - mean) * (value - mean);
    }
    return Math.sqrt(squares / (values.length - 1) / values.length);
  }
}
