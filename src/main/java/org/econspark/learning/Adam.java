package org.econspark.learning;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;

/**
 * Adam (Kingma and Ba 2015) over rows of parameters. Its state is two arrays and a count for each
 * row, all of which a checkpoint holds; DJL's optimiser keeps its own out of reach.
 *
 * <p>Dimensions: G = rows, P = numbers in a row.
 */
final class Adam {
  private static final double BETA1 = 0.9;
  private static final double BETA2 = 0.999;
  private static final double EPSILON = 1e-8;

  private final double rate;
  private final NDArray first;
  private final NDArray second;
  private final long[] steps;

  /**
   * @param first moving mean of gradients, shape (G, P); becomes this object's
   * @param second moving mean of squared gradients, shape (G, P); becomes this object's
   * @param steps done on each row so far, shape (G)
   */
  Adam(double rate, NDArray first, NDArray second, long[] steps) {
    this.rate = rate;
    this.first = first;
    this.second = second;
    this.steps = steps.clone();
  }

  /** Changes the values by one step down the gradients; both have shape (G, P). */
  void step(NDArray values, NDArray gradients) {
    try (NDManager manager = values.getManager().newSubManager()) {
      NDArray mean = view(first, manager);
      NDArray square = view(second, manager);
      NDArray gradient = view(gradients, manager);
      mean.muli(BETA1).addi(gradient.mul(1 - BETA1));
      square.muli(BETA2).addi(gradient.square().muli(1 - BETA2));
      float[] size = new float[steps.length];
      float[] correction = new float[steps.length];
      for (int row = 0; row < steps.length; row++) {
        steps[row]++;
        size[row] = (float) (rate / (1 - Math.pow(BETA1, steps[row])));
        correction[row] = (float) (1 / Math.sqrt(1 - Math.pow(BETA2, steps[row])));
      }
      Shape perRow = new Shape(steps.length, 1);
      NDArray divisor = square.sqrt().muli(manager.create(correction, perRow)).addi(EPSILON);
      view(values, manager).subi(mean.div(divisor).muli(manager.create(size, perRow)));
    }
  }

  /** The same storage in another manager, where results of its operations then go. */
  private static NDArray view(NDArray array, NDManager manager) {
    NDArray view = array.stopGradient();
    view.attach(manager);
    return view;
  }

  NDArray first() {
    return first;
  }

  NDArray second() {
    return second;
  }

  long[] steps() {
    return steps.clone();
  }
}
