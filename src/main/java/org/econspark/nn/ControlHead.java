package org.econspark.nn;

import ai.djl.ndarray.NDArray;
import org.econspark.config.Settings.NetworkSettings;

/**
 * The control heads of all executor agents: e_i = min + (max - min) sigmoid(W b_i + b) for each
 * control (paper, section 3), here on the scale where every range is [-1, 1].
 *
 * <p>Dimensions: N = agents, R = rounds of play, H = belief size, C = controls.
 */
final class ControlHead {
  /** Small, so that untrained agents propose the middle of each range. */
  private static final double INITIAL_SCALE = 0.1;

  ControlHead(NetworkSettings settings, int controls, TensorLayout layout) {
    layout.linear("head", settings.beliefSize(), controls, INITIAL_SCALE);
  }

  /**
   * @param beliefs shape (N, R, H)
   * @return controls in [-1, 1], shape (N, R, C)
   */
  NDArray forward(Tensors tensors, NDArray beliefs) {
    NDArray share = Layers.sigmoid(Layers.linear(beliefs, tensors, "head"));
    return PyTorchEngine.times(share, 2).sub(1);
  }
}
