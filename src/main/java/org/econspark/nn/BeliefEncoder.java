package org.econspark.nn;

import ai.djl.ndarray.NDArray;
import org.econspark.config.Settings.NetworkSettings;

/**
 * The shared belief encoder f_e: the beliefs of all agents become the group representation E
 * (paper, section 3). Self-attention over the agents with an output projection, added to a
 * projection of each belief, then the mean over the agents, so that their order does not matter.
 * The ablation without it keeps the projection alone, which makes E as long as before.
 *
 * <p>Dimensions: R = rounds of play, N = agents, H = belief size, G = group size.
 */
final class BeliefEncoder {
  private final NetworkSettings settings;

  BeliefEncoder(NetworkSettings settings, TensorLayout layout) {
    this.settings = settings;
    layout.norm("encoder.norm", settings.beliefSize());
    layout.linear("encoder.belief", settings.beliefSize(), settings.groupSize(), 1);
    if (!settings.withoutBeliefEncoder()) {
      layout.linear("encoder.attention.in", settings.beliefSize(), 3 * settings.groupSize(), 1);
      layout.linear("encoder.attention.out", settings.groupSize(), settings.groupSize(), 1);
    }
  }

  /**
   * @param beliefs shape (N, R, H)
   * @return group representation, shape (R, G)
   */
  NDArray forward(Tensors tensors, NDArray beliefs) {
    NDArray normal =
        Layers.layerNorm(
            beliefs.transpose(1, 0, 2), tensors, "encoder.norm", settings.layerNormEpsilon());
    NDArray projected = Layers.linear(normal, tensors, "encoder.belief");
    if (settings.withoutBeliefEncoder()) {
      return projected.mean(new int[] {1});
    }
    NDArray attended =
        Layers.attention(
            Layers.linear(normal, tensors, "encoder.attention.in"), settings.heads(), null);
    return projected
        .add(Layers.linear(attended, tensors, "encoder.attention.out"))
        .mean(new int[] {1});
  }
}
