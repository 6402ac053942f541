package org.econspark.nn;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import org.econspark.config.Settings.NetworkSettings;

/**
 * The local values Q_i(b_i, e_i) of all executor agents: the discounted reward that an agent
 * expects from taking a control under its belief (paper, section 3). Two hidden layers; the first
 * is shared by all candidates of a belief.
 *
 * <p>Dimensions: N = agents, R = rounds of play, H = belief size, C = controls, U = candidates.
 */
final class LocalValue {
  /** Small, so that untrained agents expect about 0 of every control and play uniformly. */
  private static final double INITIAL_SCALE = 0.01;

  LocalValue(NetworkSettings settings, int controls, TensorLayout layout) {
    int size = settings.valueSize();
    layout.linear("value.belief", settings.beliefSize(), size, 1);
    layout.linear("value.controls", controls, size, 1);
    layout.linear("value.hidden", size, size, 1);
    layout.linear("value.out", size, 1, INITIAL_SCALE);
  }

  /**
   * @param beliefs shape (N, R, H)
   * @param controls in [-1, 1], shape (N, R, U, C)
   * @return in reward units, shape (N, R, U)
   */
  NDArray forward(Tensors tensors, NDArray beliefs, NDArray controls) {
    Shape shape = controls.getShape();
    long agents = shape.get(0);
    long rounds = shape.get(1);
    long candidates = shape.get(2);
    NDArray ofBelief = Layers.linear(beliefs, tensors, "value.belief");
    NDArray ofControls =
        Layers.linear(
            controls.reshape(agents, rounds * candidates, shape.get(3)), tensors, "value.controls");
    long size = ofBelief.getShape().get(2);
    NDArray first =
        Layers.gelu(
            ofControls
                .reshape(agents, rounds, candidates, size)
                .add(ofBelief.reshape(agents, rounds, 1, size))
                .reshape(agents, rounds * candidates, size));
    NDArray second = Layers.gelu(Layers.linear(first, tensors, "value.hidden"));
    return Layers.linear(second, tensors, "value.out").reshape(agents, rounds, candidates);
  }
}
