package org.econspark.reward;

import java.io.Serializable;
import java.util.List;
import org.econspark.config.Settings;

/**
 * Shares of the three reward terms, on the simplex.
 *
 * @param actionLikelihood share of AL
 * @param taskSpecific share of TS
 * @param collaborativeContribution share of CC
 */
public record RewardWeights(
    double actionLikelihood, double taskSpecific, double collaborativeContribution)
    implements Serializable {
  private static final double ROUNDING = 1e-6;
  private static final double SMALLEST = 1e-6;

  public RewardWeights {
    double sum = actionLikelihood + taskSpecific + collaborativeContribution;
    if (actionLikelihood < 0
        || taskSpecific < 0
        || collaborativeContribution < 0
        || !(Math.abs(sum - 1) < ROUNDING)) {
      throw new IllegalArgumentException(
          "Invalid reward weights "
              + List.of(actionLikelihood, taskSpecific, collaborativeContribution)
              + ": expected shares of 0 or more that add up to 1");
    }
  }

  /** The shares to start with. */
  public static RewardWeights of(Settings.Reward settings) {
    return new RewardWeights(
        settings.actionLikelihood(), settings.taskSpecific(), settings.collaborativeContribution());
  }

  /** The reward r_i of an agent, in [0, 1]. */
  public double reward(RewardTerms terms) {
    return actionLikelihood * terms.actionLikelihood()
        + taskSpecific * terms.taskSpecific()
        + collaborativeContribution * terms.collaborativeContribution();
  }

  /**
   * One agent's terms in one round beside what its Q-value promised.
   *
   * @param expected Q_i, reward units
   */
  public record Expectation(RewardTerms terms, double expected) {}

  /**
   * One gradient step of the shares on the mean of (r_i - Q_i)^2, in softmax parametrisation so
   * that they stay on the simplex (paper section 3.3). Circular by construction: the shares learn
   * to meet Q while Q learns to meet them.
   *
   * @param rate of the step, eta
   * @param taskSpecificFloor what the share of TS does not fall below
   */
  public RewardWeights adjusted(List<Expectation> samples, double rate, double taskSpecificFloor) {
    if (samples.isEmpty()) {
      return this;
    }
    double[] shares = {actionLikelihood, taskSpecific, collaborativeContribution};
    double[] gradient = new double[shares.length];
    for (Expectation sample : samples) {
      double error = reward(sample.terms()) - sample.expected();
      gradient[0] += 2 * error * sample.terms().actionLikelihood() / samples.size();
      gradient[1] += 2 * error * sample.terms().taskSpecific() / samples.size();
      gradient[2] += 2 * error * sample.terms().collaborativeContribution() / samples.size();
    }
    double mean = 0;
    for (int i = 0; i < shares.length; i++) {
      mean += gradient[i] * shares[i];
    }
    double[] moved = new double[shares.length];
    double sum = 0;
    for (int i = 0; i < shares.length; i++) {
      double share = Math.max(SMALLEST, shares[i]);
      moved[i] = share * Math.exp(-rate * share * (gradient[i] - mean));
      sum += moved[i];
    }
    for (int i = 0; i < shares.length; i++) {
      moved[i] /= sum;
    }
    return withFloor(moved, taskSpecificFloor);
  }

  private static RewardWeights withFloor(double[] shares, double floor) {
    double taskSpecific = Math.max(shares[1], floor);
    double rest = (1 - taskSpecific) / (shares[0] + shares[2]);
    return new RewardWeights(shares[0] * rest, taskSpecific, shares[2] * rest);
  }
}
