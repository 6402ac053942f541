package org.econspark.spark;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.econspark.equilibrium.Regret;

/**
 * Cumulative regret of training: what fixed controls would have earned in the training episodes, by
 * their mean reward on the certificate's problems, minus what was earned. The horizon is epochs.
 *
 * @param curve after each epoch, over all its episodes so far, reward units
 * @param exponent of its growth over the epochs; null where undefined
 */
record TrainingRegret(List<Double> curve, Double exponent) {

  /**
   * @param fixed mean reward of the fixed controls
   */
  static TrainingRegret against(double fixed, List<TrainingRow> rows) {
    List<TrainingRow> epochs = rows.stream().filter(row -> row.reward() != null).toList();
    double[][] ofControls = new double[epochs.size()][1];
    double[] obtained = new double[epochs.size()];
    for (int t = 0; t < obtained.length; t++) {
      int played = epochs.get(t).episodes() - epochs.get(t).failed();
      ofControls[t][0] = played * fixed;
      obtained[t] = played * epochs.get(t).reward();
    }
    double[] regret = Regret.againstBestFixedControl(ofControls, obtained);
    double exponent = Regret.fittedExponent(regret);
    return new TrainingRegret(
        Arrays.stream(regret).boxed().toList(), Double.isNaN(exponent) ? null : (Double) exponent);
  }

  /** After the last epoch; null before the first. */
  Double last() {
    return curve.isEmpty() ? null : curve.get(curve.size() - 1);
  }

  /** One line for people. */
  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "regret of training against econ-fixed after each epoch: %s; exponent %s",
        curve.stream()
            .map(value -> String.format(Locale.ROOT, "%.2f", value))
            .collect(Collectors.joining(" ")),
        exponent == null
            ? "undefined (it needs positive regret after three epochs)"
            : String.format(Locale.ROOT, "%.2f", exponent));
  }
}
