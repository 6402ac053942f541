package org.econspark.nn;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import org.econspark.config.Settings.NetworkSettings;

/**
 * The networks of which each executor agent has its own: belief network, control head, local value.
 * Holds no numbers; they lie in rows as {@link #layout} says, one row for each agent.
 *
 * <p>Dimensions: N = agents, R = rounds of play, H = belief size, C = controls, U = candidates.
 */
public final class AgentNetworks {
  private final TensorLayout layout = TensorLayout.stacked();
  private final BeliefNetwork belief;
  private final ControlHead head;
  private final LocalValue value;

  /**
   * @param embeddingSize length of the text embeddings
   * @param controls in an action
   */
  public AgentNetworks(NetworkSettings settings, int embeddingSize, int controls) {
    belief = new BeliefNetwork(settings, embeddingSize, controls, layout);
    head = new ControlHead(settings, controls, layout);
    value = new LocalValue(settings, controls, layout);
  }

  public TensorLayout layout() {
    return layout;
  }

  /**
   * @param dropout share of activations to drop; 0 in play
   * @return beliefs, shape (N, R, H)
   */
  public NDArray beliefs(
      NDManager manager, DataType type, Tensors tensors, BeliefInputs inputs, double dropout) {
    return belief.forward(manager, type, tensors, inputs, dropout);
  }

  /**
   * @param beliefs shape (N, R, H)
   * @return controls that the heads propose, in [-1, 1], shape (N, R, C)
   */
  public NDArray proposals(Tensors tensors, NDArray beliefs) {
    return head.forward(tensors, beliefs);
  }

  /**
   * @param beliefs shape (N, R, H)
   * @param controls in [-1, 1], shape (N, R, U, C)
   * @return local values, shape (N, R, U), in reward units
   */
  public NDArray values(Tensors tensors, NDArray beliefs, NDArray controls) {
    return value.forward(tensors, beliefs, controls);
  }
}
