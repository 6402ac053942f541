package org.econspark.learning;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import java.util.Arrays;
import org.econspark.nn.AgentNetworks;
import org.econspark.nn.Tensors;

/**
 * How far the agents are from what their own values call best, and how fast their policies move.
 * All of it is the critic's opinion, never proof of an equilibrium.
 *
 * <p>Dimensions: N = agents, R = rounds of play, U = candidates.
 */
final class PolicyDiagnostics {
  private static final DataType TYPE = DataType.FLOAT32;

  private final AgentNetworks networks;
  private final CandidateControls candidates;

  PolicyDiagnostics(AgentNetworks networks, CandidateControls candidates) {
    this.networks = networks;
    this.candidates = candidates;
  }

  /**
   * Mean over the batch of max_u Q_i(b, u) - Q_i(b, u taken), at least 0; shape (N).
   *
   * @param rows parameters, shape (N, P)
   */
  double[] gaps(NDArray rows, TrainingBatch batch) {
    try (NDManager scope = rows.getManager().newSubManager()) {
      Tensors tensors = networks.layout().views(UpdateStep.view(rows, scope));
      NDArray beliefs = networks.beliefs(scope, TYPE, tensors, batch.inputs(), 0);
      float[] all = candidateValues(scope, tensors, beliefs);
      float[] taken =
          networks
              .values(tensors, beliefs, batch.actions(scope, TYPE).expandDims(2))
              .toFloatArray();
      int rounds = taken.length / batch.agents();
      double[] gaps = new double[batch.agents()];
      for (int i = 0; i < taken.length; i++) {
        if (batch.counts(i % rounds)) {
          double best = taken[i];
          for (int u = 0; u < candidates.size(); u++) {
            best = Math.max(best, all[i * candidates.size() + u]);
          }
          gaps[i / rounds] += (best - taken[i]) / batch.played();
        }
      }
      return gaps;
    }
  }

  /**
   * The quantal policies of the agents; shape (N R, U), rounds of padding included.
   *
   * @param alphas shape (N)
   */
  double[][] policies(NDArray rows, double[] alphas, TrainingBatch batch) {
    try (NDManager scope = rows.getManager().newSubManager()) {
      Tensors tensors = networks.layout().views(UpdateStep.view(rows, scope));
      NDArray beliefs = networks.beliefs(scope, TYPE, tensors, batch.inputs(), 0);
      float[] all = candidateValues(scope, tensors, beliefs);
      int count = candidates.size();
      double[][] policies = new double[all.length / count][];
      int rounds = policies.length / alphas.length;
      for (int i = 0; i < policies.length; i++) {
        float[] own = Arrays.copyOfRange(all, i * count, (i + 1) * count);
        policies[i] = QuantalResponse.probabilities(own, alphas[i / rounds]);
      }
      return policies;
    }
  }

  private float[] candidateValues(NDManager scope, Tensors tensors, NDArray beliefs) {
    NDArray all = candidates.with(scope, TYPE, networks.proposals(tensors, beliefs));
    return networks.values(tensors, beliefs, all).toFloatArray();
  }

  /** Mean divergence in nats of the first from the second policies over the rounds that count. */
  static double meanDivergence(double[][] p, double[][] q, TrainingBatch batch) {
    int rounds = p.length / batch.agents();
    double sum = 0;
    for (int i = 0; i < p.length; i++) {
      if (batch.counts(i % rounds)) {
        sum += QuantalResponse.divergence(p[i], q[i]);
      }
    }
    return sum / batch.agents() / batch.played();
  }
}
