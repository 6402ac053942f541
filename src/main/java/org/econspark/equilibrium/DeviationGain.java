package org.econspark.equilibrium;

import java.util.ArrayList;
import java.util.List;

/**
 * How much agents could gain by deviating alone, estimated from played deviations.
 *
 * <p>The best of noisy means lies above zero even at an equilibrium. So the best control is chosen
 * on one half of the problems and its gain is estimated on the other half; the estimate may then be
 * negative. Using the halves both ways around would make the intervals too narrow: the two
 * estimates depend on each other. Deviations to fixed controls are only some of all deviations, so
 * the sum of the gains is a lower bound of NashConv.
 *
 * <p>Dimensions: N = agents, M = controls.
 *
 * @param problems in the half that the gains were estimated on
 * @param gains shape (N), mean over these problems
 * @param errors shape (N), standard error of each gain
 * @param best shape (N), index of the control that the other half chose
 * @param nashConvLowerBound sum of the gains
 * @param nashConvError standard error of the sum, the agents' gains on a problem taken together
 */
public record DeviationGain(
    int problems,
    double[] gains,
    double[] errors,
    int[] best,
    double nashConvLowerBound,
    double nashConvError) {

  /** Two in each half, for a standard error. */
  public static final int FEWEST_PROBLEMS = 4;

  /**
   * One problem, means over its samples.
   *
   * @param obtained shape (N), reward as played
   * @param deviated shape (N, M), reward had the agent alone chosen each control
   */
  public record Sample(double[] obtained, double[][] deviated) {}

  /**
   * @param problems independent of each other, at least {@value #FEWEST_PROBLEMS}; their order
   *     decides the halves
   * @throws IllegalArgumentException if there are too few
   */
  public static DeviationGain estimate(List<Sample> problems) {
    if (problems.size() < FEWEST_PROBLEMS) {
      throw new IllegalArgumentException(
          "Cannot estimate deviation gains from "
              + problems.size()
              + " problems: at least "
              + FEWEST_PROBLEMS
              + " are needed");
    }
    int agents = problems.get(0).obtained().length;
    double[] gains = new double[agents];
    double[] errors = new double[agents];
    int[] best = new int[agents];
    List<Sample> choosing = half(problems, 0);
    List<Sample> estimating = half(problems, 1);
    double[] sums = new double[estimating.size()];
    for (int agent = 0; agent < agents; agent++) {
      best[agent] = bestControl(choosing, agent);
      double[] gain = new double[estimating.size()];
      for (int p = 0; p < gain.length; p++) {
        gain[p] = difference(estimating.get(p), agent, best[agent]);
        sums[p] += gain[p];
      }
      gains[agent] = mean(gain);
      errors[agent] = standardError(gain);
    }
    return new DeviationGain(
        estimating.size(), gains, errors, best, mean(sums), standardError(sums));
  }

  /** Every second problem. */
  private static List<Sample> half(List<Sample> problems, int first) {
    List<Sample> half = new ArrayList<>();
    for (int p = first; p < problems.size(); p += 2) {
      half.add(problems.get(p));
    }
    return half;
  }

  private static int bestControl(List<Sample> problems, int agent) {
    int controls = problems.get(0).deviated()[agent].length;
    int best = 0;
    double highest = Double.NEGATIVE_INFINITY;
    for (int control = 0; control < controls; control++) {
      double sum = 0;
      for (Sample problem : problems) {
        sum += difference(problem, agent, control);
      }
      if (sum > highest) {
        highest = sum;
        best = control;
      }
    }
    return best;
  }

  private static double difference(Sample problem, int agent, int control) {
    return problem.deviated()[agent][control] - problem.obtained()[agent];
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
