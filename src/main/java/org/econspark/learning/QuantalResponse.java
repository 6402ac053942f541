package org.econspark.learning;

import java.util.Arrays;
import org.econspark.config.Settings.LearningSettings;
import org.econspark.config.Settings.Quantal;

/**
 * The quantal policy pi_i(u | b_i) = softmax(Q_i(b_i, u) / alpha_i) (DICE). Its fixed point is the
 * logit quantal response equilibrium; alpha to 0 gives best responses.
 */
final class QuantalResponse {

  private QuantalResponse() {}

  /**
   * One temperature for each agent: as given, or by the entropy of the reference policy, which is
   * uniform over the candidates.
   */
  static double[] alphas(LearningSettings learning, int agents, int candidates) {
    Quantal settings = learning.quantal();
    double[] alphas = new double[agents];
    if (settings.alphas().isEmpty()) {
      boolean high = Math.log(candidates) >= settings.entropyThreshold();
      Arrays.fill(alphas, high ? settings.alphaHigh() : settings.alphaLow());
    } else {
      for (int i = 0; i < agents; i++) {
        alphas[i] = settings.alphas().get(settings.alphas().size() == 1 ? 0 : i);
      }
    }
    return alphas;
  }

  /**
   * @param values of the candidates, in reward units
   * @return probabilities, in the same order
   */
  static double[] probabilities(float[] values, double alpha) {
    double[] result = new double[values.length];
    double max = Double.NEGATIVE_INFINITY;
    for (float value : values) {
      max = Math.max(max, value);
    }
    double sum = 0;
    for (int u = 0; u < values.length; u++) {
      result[u] = Math.exp((values[u] - max) / alpha);
      sum += result[u];
    }
    for (int u = 0; u < values.length; u++) {
      result[u] /= sum;
    }
    return result;
  }

  /**
   * @param uniform a random number in [0, 1)
   */
  static int draw(double[] probabilities, double uniform) {
    double sum = 0;
    for (int u = 0; u < probabilities.length; u++) {
      sum += probabilities[u];
      if (uniform < sum) {
        return u;
      }
    }
    return best(probabilities);
  }

  /** The first of the largest. */
  static int best(double[] values) {
    int best = 0;
    for (int u = 1; u < values.length; u++) {
      if (values[u] > values[best]) {
        best = u;
      }
    }
    return best;
  }

  /** Kullback-Leibler divergence of p from q, in nats. */
  static double divergence(double[] p, double[] q) {
    double sum = 0;
    for (int u = 0; u < p.length; u++) {
      if (p[u] > 0) {
        sum += p[u] * (Math.log(p[u]) - Math.log(Math.max(q[u], Double.MIN_NORMAL)));
      }
    }
    return sum;
  }
}
