package org.econspark.nn;

import ai.djl.ndarray.NDArray;

/**
 * The terms of the losses (paper, section 4.2 and appendix; {@code lambda}s are the caller's). All
 * are weighted means over rounds of play, and sums over agents.
 *
 * <p>Dimensions: N = agents, R = rounds of play, E = size of text embeddings. Weights have shape
 * (R), are 0 for rounds that do not count and sum to 1; shape () results.
 */
public final class Losses {
  private static final double TINY = 1e-8;

  private Losses() {}

  /**
   * Sum of the local errors L_i, or with N = 1 the group's error L_TD_tot.
   *
   * @param values shape (N, R)
   * @param targets shape (N, R), constants
   */
  public static NDArray temporalDifference(NDArray values, NDArray targets, NDArray weights) {
    return values.sub(targets).square().mul(weights).sum();
  }

  /**
   * Sum over agents of (1 - cos(F_i, C))^2.
   *
   * @param projected agent features at the size of embeddings, shape (R, N, E)
   * @param commitments shape (R, E)
   * @param weights 0 also for rounds without a commitment
   */
  public static NDArray similarity(NDArray projected, NDArray commitments, NDArray weights) {
    NDArray dot = projected.mul(commitments.expandDims(1)).sum(new int[] {2});
    NDArray lengths =
        projected
            .square()
            .sum(new int[] {2})
            .mul(commitments.square().sum(new int[] {1}, true))
            .add(TINY)
            .sqrt();
    return dot.div(lengths).sub(1).square().mul(weights.reshape(-1, 1)).sum();
  }

  /**
   * Sum over agents of (Q_i - Q_tot)^2.
   *
   * @param agentQ shape (N, R)
   * @param groupQ shape (R)
   */
  public static NDArray consistency(NDArray agentQ, NDArray groupQ, NDArray weights) {
    return agentQ.sub(groupQ).square().mul(weights).sum();
  }
}
