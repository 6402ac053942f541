package org.econspark.llm;

/**
 * Draws one token from logits. In this order: repetition penalty (applied by the caller), top-k,
 * top-p, temperature before both; the same as Hugging Face transformers.
 *
 * <p>Takes O(V) for a vocabulary of V, without sorting it. One per thread; keeps scratch arrays.
 *
 * <p>Sources: Holtzman et al. 2020 (top-p), Fan et al. 2018 (top-k).
 */
final class TokenSampler {
  private float[] weights = {};
  private float[] kept = {};

  /**
   * Log of the sum of exponentials of logits: what a logit must be lowered by to become a natural
   * log probability.
   */
  static double logSumExp(float[] logits, int from, int size) {
    float max = max(logits, from, size);
    double sum = 0;
    for (int i = from; i < from + size; i++) {
      sum += FastExp.exp(logits[i] - max);
    }
    return max + Math.log(sum);
  }

  /**
   * @param logits one row starts at {@code from}; not changed
   * @param size V
   * @param uniform a random number in [0, 1)
   * @return the drawn token; the most likely one at temperature 0, the lower id among equals
   */
  int draw(float[] logits, int from, int size, SamplingControls controls, double uniform) {
    if (controls.temperature() == 0) {
      return mostLikely(logits, from, size);
    }
    if (weights.length < size) {
      weights = new float[size];
      kept = new float[size];
    }
    float max = max(logits, from, size);
    float scale = (float) (1 / controls.temperature());
    double sum = 0;
    for (int i = 0; i < size; i++) {
      float weight = FastExp.exp((logits[from + i] - max) * scale);
      weights[i] = weight;
      sum += weight;
    }
    if (controls.topK() > 0 && controls.topK() < size) {
      sum = keepMostLikely(size, controls.topK());
    }
    if (controls.topP() < 1) {
      sum = keepMass(size, sum, controls.topP());
    }
    return pick(size, uniform * sum);
  }

  private int pick(int size, double target) {
    double sum = 0;
    int last = 0;
    for (int i = 0; i < size; i++) {
      if (weights[i] > 0) {
        sum += weights[i];
        last = i;
        if (sum > target) {
          return i;
        }
      }
    }
    // Only rounding of the sums gets here.
    return last;
  }

  /** Sets all but the {@code count} largest weights to 0; lower ids stay among equals. */
  private double keepMostLikely(int size, int count) {
    System.arraycopy(weights, 0, kept, 0, size);
    float threshold = Selection.smallestOfLargest(kept, size, count);
    int above = 0;
    for (int i = 0; i < size; i++) {
      if (weights[i] > threshold) {
        above++;
      }
    }
    int equals = count - above;
    double sum = 0;
    for (int i = 0; i < size; i++) {
      if (weights[i] < threshold || (weights[i] == threshold && equals-- <= 0)) {
        weights[i] = 0;
      }
      sum += weights[i];
    }
    return sum;
  }

  /**
   * Sets all weights to 0 that are not needed to reach the share {@code topP} of {@code sum} from
   * the largest down; lower ids stay among equals.
   */
  private double keepMass(int size, double sum, double topP) {
    double target = topP * sum;
    // Together, weights this small do not reach the mass that top-p cuts off: all of them go. What
    // is left is a handful of tokens as a rule.
    double negligible = (sum - target) / size;
    int count = 0;
    for (int i = 0; i < size; i++) {
      if (weights[i] >= negligible && weights[i] > 0) {
        kept[count++] = weights[i];
      }
    }
    float threshold = Selection.smallestOfMass(kept, count, target);
    double above = 0;
    for (int i = 0; i < size; i++) {
      if (weights[i] > threshold) {
        above += weights[i];
      }
    }
    double mass = above;
    for (int i = 0; i < size; i++) {
      if (weights[i] < threshold || (weights[i] == threshold && mass >= target)) {
        weights[i] = 0;
      } else if (weights[i] == threshold) {
        mass += threshold;
      }
    }
    return mass;
  }

  private static int mostLikely(float[] logits, int from, int size) {
    int best = 0;
    for (int i = 1; i < size; i++) {
      if (logits[from + i] > logits[from + best]) {
        best = i;
      }
    }
    return best;
  }

  private static float max(float[] logits, int from, int size) {
    float max = logits[from];
    for (int i = from + 1; i < from + size; i++) {
      if (logits[i] > max) {
        max = logits[i];
      }
    }
    return max;
  }
}
