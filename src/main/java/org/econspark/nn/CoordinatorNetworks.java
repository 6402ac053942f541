package org.econspark.nn;

import ai.djl.ndarray.NDArray;
import org.econspark.config.Settings.NetworkSettings;

/**
 * The networks that all agents share, used in training only: belief encoder, mixing network, and
 * the projection of agent features to the size of a commitment's embedding. Holds no numbers.
 *
 * <p>Dimensions: N = agents, R = rounds of play, H = belief size, G = group size, F = feature size,
 * E = size of text embeddings.
 */
public final class CoordinatorNetworks {
  private static final String PROJECTION = "mixer.projection";

  private final TensorLayout layout = TensorLayout.shared();
  private final BeliefEncoder encoder;
  private final QmixMixer mixer;

  /**
   * @param embeddingSize length of the text embeddings
   * @param controls in an action
   */
  public CoordinatorNetworks(NetworkSettings settings, int embeddingSize, int controls) {
    encoder = new BeliefEncoder(settings, layout);
    mixer = new QmixMixer(settings, controls, layout);
    layout.linear(PROJECTION, settings.featureSize(), embeddingSize, 1);
  }

  public TensorLayout layout() {
    return layout;
  }

  /**
   * @param beliefs shape (N, R, H)
   * @return group representation E, shape (R, G); does not depend on the agents' order
   */
  public NDArray groupRepresentation(Tensors tensors, NDArray beliefs) {
    return encoder.forward(tensors, beliefs);
  }

  /**
   * @param controls taken, in [-1, 1], shape (N, R, C)
   * @return agent features F_i, shape (R, N, F)
   */
  public NDArray features(Tensors tensors, NDArray controls, NDArray groupRepresentation) {
    return mixer.features(tensors, controls, groupRepresentation);
  }

  /**
   * @param agentQ shape (N, R), in reward units
   * @return Q_tot, shape (R), in reward units; never falls when a local value rises
   */
  public NDArray groupQ(
      Tensors tensors, NDArray agentQ, NDArray features, NDArray groupRepresentation) {
    return mixer.mix(tensors, agentQ.transpose(), features, groupRepresentation);
  }

  /**
   * @param features shape (R, N, F)
   * @return shape (R, N, E), to compare with the commitment's embedding
   */
  public NDArray projected(Tensors tensors, NDArray features) {
    return Layers.linear(features, tensors, PROJECTION);
  }
}
