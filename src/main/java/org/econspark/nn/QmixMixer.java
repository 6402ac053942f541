package org.econspark.nn;

import ai.djl.ndarray.NDArray;
import org.econspark.config.Settings.NetworkSettings;

/**
 * The mixing network: local values become the value of the group.
 *
 * <p>The controls of all agents go through self-attention to w_i; (w_i, E) give the agent feature
 * F_i; the features and E give the weights of a two-layer mixing network. The weights of the local
 * values are made non-negative, so a higher local value never lowers the group's, and every agent
 * may choose its controls alone.
 *
 * <p>Dimensions: R = rounds of play, N = agents, C = controls, G = group size, F = feature size, M
 * = mixer size.
 *
 * <p>Source: paper, section 3, and <a href="https://arxiv.org/abs/1803.11485">Rashid et al. 2018,
 * QMIX</a>. Differs from QMIX in that an agent's weights depend on its feature, and the state is
 * the group representation.
 */
final class QmixMixer {
  private final NetworkSettings settings;

  QmixMixer(NetworkSettings settings, int controls, TensorLayout layout) {
    this.settings = settings;
    int feature = settings.featureSize();
    int group = settings.groupSize();
    int mixer = settings.mixerSize();
    layout.linear("mixer.controls", controls, feature, 1);
    layout.linear("mixer.attention.in", feature, 3 * feature, 1);
    layout.linear("mixer.attention.out", feature, feature, 1);
    layout.linear("mixer.feature.attended", feature, feature, 1);
    if (!settings.withoutMixerConcatenation()) {
      layout.linear("mixer.feature.group", group, feature, 1);
    }
    layout.linear("mixer.feature.out", feature, feature, 1);
    layout.linear("mixer.weight1", feature, mixer, 1);
    layout.linear("mixer.bias1", group, mixer, 1);
    layout.linear("mixer.weight2", group, mixer, 1);
    layout.linear("mixer.bias2.hidden", group, mixer, 1);
    layout.linear("mixer.bias2.out", mixer, 1, 1);
  }

  /**
   * @param controls taken, in [-1, 1], shape (N, R, C)
   * @param groupRepresentation shape (R, G)
   * @return agent features, shape (R, N, F)
   */
  NDArray features(Tensors tensors, NDArray controls, NDArray groupRepresentation) {
    NDArray embedded = Layers.linear(controls.transpose(1, 0, 2), tensors, "mixer.controls");
    NDArray attended =
        embedded.add(
            Layers.linear(
                Layers.attention(
                    Layers.linear(embedded, tensors, "mixer.attention.in"), settings.heads(), null),
                tensors,
                "mixer.attention.out"));
    NDArray joined = Layers.linear(attended, tensors, "mixer.feature.attended");
    if (!settings.withoutMixerConcatenation()) {
      joined =
          joined.add(
              Layers.linear(groupRepresentation, tensors, "mixer.feature.group").expandDims(1));
    }
    return Layers.linear(Layers.gelu(joined), tensors, "mixer.feature.out");
  }

  /**
   * @param agentQ in reward units, shape (R, N)
   * @param features shape (R, N, F)
   * @param groupRepresentation shape (R, G)
   * @return group value, shape (R), in reward units
   */
  NDArray mix(Tensors tensors, NDArray agentQ, NDArray features, NDArray groupRepresentation) {
    NDArray first = Layers.linear(features, tensors, "mixer.weight1").abs();
    NDArray hidden =
        agentQ
            .expandDims(1)
            .matMul(first)
            .reshape(groupRepresentation.getShape().get(0), settings.mixerSize())
            .add(Layers.linear(groupRepresentation, tensors, "mixer.bias1"))
            .getNDArrayInternal()
            .elu(1f);
    NDArray second = Layers.linear(groupRepresentation, tensors, "mixer.weight2").abs();
    NDArray base =
        Layers.linear(
            Layers.gelu(Layers.linear(groupRepresentation, tensors, "mixer.bias2.hidden")),
            tensors,
            "mixer.bias2.out");
    return hidden.mul(second).sum(new int[] {1}, true).add(base).reshape(-1);
  }
}
