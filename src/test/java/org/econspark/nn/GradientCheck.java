package org.econspark.nn;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import java.util.SplittableRandom;
import java.util.function.BiFunction;
import java.util.function.IntPredicate;

/** Compares gradients with central differences, in float64. */
public final class GradientCheck {
  private static final double STEP = 1e-5;
  private static final double TOLERANCE = 1e-3;
  private static final int SAMPLES = 60;

  private GradientCheck() {}

  /**
   * @param rows shape (G, P), flat
   * @param function from a manager and rows of shape (G, P) to a number
   * @param watched positions in the flat rows whose derivatives are compared; of all others the
   *     derivative must be 0
   */
  public static void assertMatches(
      double[] rows,
      int count,
      BiFunction<NDManager, NDArray, NDArray> function,
      IntPredicate watched) {
    Shape shape = new Shape(count, rows.length / count);
    double[] gradient;
    try (NDManager manager = PyTorchEngine.newManager()) {
      NDArray variable = manager.create(rows, shape);
      variable.setRequiresGradient(true);
      try (GradientCollector collector = PyTorchEngine.newGradientCollector()) {
        collector.backward(function.apply(manager, variable));
      }
      gradient = variable.getGradient().toDoubleArray();
    }
    double scale = 0;
    for (int i = 0; i < gradient.length; i++) {
      if (watched.test(i)) {
        scale = Math.max(scale, Math.abs(gradient[i]));
      } else {
        assertThat(gradient[i]).as("derivative by number %d", i).isZero();
      }
    }
    assertThat(scale).as("largest derivative").isPositive();
    SplittableRandom random = new SplittableRandom(5);
    int[] positions = random.ints(0, rows.length).filter(watched).limit(SAMPLES).toArray();
    for (int position : positions) {
      double difference =
          (value(rows, shape, position, STEP, function)
                  - value(rows, shape, position, -STEP, function))
              / (2 * STEP);
      double error =
          Math.abs(gradient[position] - difference) / Math.max(1e-3 * scale, Math.abs(difference));
      assertThat(error)
          .as("number %d: gradient %s, difference %s", position, gradient[position], difference)
          .isLessThan(TOLERANCE);
    }
  }

  private static double value(
      double[] rows,
      Shape shape,
      int position,
      double change,
      BiFunction<NDManager, NDArray, NDArray> function) {
    double[] changed = rows.clone();
    changed[position] += change;
    try (NDManager manager = PyTorchEngine.newManager()) {
      return function.apply(manager, manager.create(changed, shape)).getDouble();
    }
  }

  /** A number that depends on all numbers of an output, with different weights. */
  public static NDArray weightedSum(NDArray output) {
    SplittableRandom random = new SplittableRandom(3);
    double[] weights = random.doubles(output.size(), -1, 1).toArray();
    return output
        .toType(DataType.FLOAT64, false)
        .mul(output.getManager().create(weights, output.getShape()))
        .sum();
  }

  /** Different random initial values for every row, in float64. */
  public static double[] initialRows(TensorLayout layout, int count) {
    double[] rows = new double[count * layout.size()];
    SplittableRandom random = new SplittableRandom(11);
    for (int row = 0; row < count; row++) {
      float[] values = layout.initial(random);
      for (int i = 0; i < values.length; i++) {
        rows[row * values.length + i] = values[i];
      }
    }
    return rows;
  }

  /** Positions of the tensors whose names begin with one of the prefixes, in every row. */
  public static IntPredicate tensors(TensorLayout layout, String... prefixes) {
    return position -> {
      int inRow = position % layout.size();
      for (TensorLayout.Entry entry : layout.entries()) {
        if (inRow >= entry.offset() && inRow < entry.offset() + entry.size()) {
          for (String prefix : prefixes) {
            if (entry.name().startsWith(prefix)) {
              return true;
            }
          }
        }
      }
      return false;
    };
  }
}
