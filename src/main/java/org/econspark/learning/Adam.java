package org.econspark.learning;

import java.nio.FloatBuffer;
import java.util.List;
import org.econspark.nn.TensorLayout;
import org.econspark.nn.TrainableRows;

/**
 * Adam (Kingma and Ba 2015) over rows of parameters, in one pass over values and gradients. Its
 * state is two arrays and a count for each row, all of which a checkpoint holds; DJL's optimiser
 * keeps its own out of reach.
 *
 * <p>Dimensions: G = rows, P = numbers in a row.
 */
final class Adam {
  private static final float BETA1 = 0.9f;
  private static final float BETA2 = 0.999f;
  private static final float EPSILON = 1e-8f;

  /** Numbers worked on at once; small enough for a core's nearest cache. */
  private static final int BLOCK = 2048;

  private final double rate;
  private final float[] first;
  private final float[] second;
  private final long[] steps;
  private final float[] gradient = new float[BLOCK];
  private final float[] value = new float[BLOCK];
  private final float[] zeros = new float[BLOCK];

  /**
   * @param first moving mean of gradients, shape (G, P); becomes this object's
   * @param second moving mean of squared gradients, shape (G, P); becomes this object's
   * @param steps done on each row so far, shape (G)
   */
  Adam(double rate, float[] first, float[] second, long[] steps) {
    this.rate = rate;
    this.first = first;
    this.second = second;
    this.steps = steps.clone();
  }

  /** Norm of each row's gradient; shape (G). */
  double[] norms(TrainableRows rows) {
    double[] squares = new double[steps.length];
    List<TensorLayout.Entry> entries = rows.layout().entries();
    for (int e = 0; e < entries.size(); e++) {
      FloatBuffer gradients = rows.gradient(e);
      int size = entries.get(e).size();
      for (int row = 0; gradients != null && row < squares.length; row++) {
        for (int start = 0; start < size; start += BLOCK) {
          int count = Math.min(BLOCK, size - start);
          gradients.get(row * size + start, gradient, 0, count);
          squares[row] += sumOfSquares(count);
        }
      }
    }
    for (int row = 0; row < squares.length; row++) {
      squares[row] = Math.sqrt(squares[row]);
    }
    return squares;
  }

  /** In four sums, which a processor adds side by side. */
  private double sumOfSquares(int count) {
    float a = 0;
    float b = 0;
    float c = 0;
    float d = 0;
    int k = 0;
    for (; k + 3 < count; k += 4) {
      a += gradient[k] * gradient[k];
      b += gradient[k + 1] * gradient[k + 1];
      c += gradient[k + 2] * gradient[k + 2];
      d += gradient[k + 3] * gradient[k + 3];
    }
    double sum = (double) a + b + c + d;
    for (; k < count; k++) {
      sum += gradient[k] * gradient[k];
    }
    return sum;
  }

  /**
   * Changes the parameters by one step down their gradients, and sets the gradients to 0.
   *
   * @param scales that each row's gradient is multiplied by, shape (G)
   */
  void step(TrainableRows rows, float[] scales) {
    FloatBuffer values = rows.values();
    List<TensorLayout.Entry> entries = rows.layout().entries();
    for (int row = 0; row < steps.length; row++) {
      steps[row]++;
      float size = (float) (rate / (1 - StrictMath.pow(BETA1, steps[row])));
      float correction = (float) (1 / Math.sqrt(1 - StrictMath.pow(BETA2, steps[row])));
      for (int e = 0; e < entries.size(); e++) {
        TensorLayout.Entry entry = entries.get(e);
        int offset = row * rows.layout().size() + entry.offset();
        FloatBuffer gradients = rows.gradient(e);
        for (int start = 0; start < entry.size(); start += BLOCK) {
          int count = Math.min(BLOCK, entry.size() - start);
          if (gradients == null) {
            System.arraycopy(zeros, 0, gradient, 0, count);
          } else {
            gradients.get(row * entry.size() + start, gradient, 0, count);
            gradients.put(row * entry.size() + start, zeros, 0, count);
          }
          values.get(offset + start, value, 0, count);
          block(offset + start, count, scales[row], size, correction);
          values.put(offset + start, value, 0, count);
        }
      }
    }
  }

  private void block(int at, int count, float scale, float size, float correction) {
    float[] mean = first;
    float[] square = second;
    for (int k = 0; k < count; k++) {
      float g = gradient[k] * scale;
      float m = BETA1 * mean[at + k] + (1 - BETA1) * g;
      float v = BETA2 * square[at + k] + (1 - BETA2) * g * g;
      mean[at + k] = m;
      square[at + k] = v;
      value[k] -= size * m / ((float) Math.sqrt(v) * correction + EPSILON);
    }
  }

  float[] first() {
    return first.clone();
  }

  float[] second() {
    return second.clone();
  }

  long[] steps() {
    return steps.clone();
  }
}
