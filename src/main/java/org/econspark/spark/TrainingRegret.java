package org.econspark.spark;

import java.util.List;
import org.econspark.equilibrium.Regret;

/**
 * Cumulative regret of training: what the best fixed controls found on validation would have earned
 * in the training episodes, by their mean reward on the certificate's problems, minus what was
 * earned. The horizon is epochs.
 *
 * @param total over all training episodes, reward units
 * @param exponent of its growth over the epochs; null where undefined
 */
record TrainingRegret(double total, Double exponent) {

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
        regret.length == 0 ? 0 : regret[regret.length - 1],
        Double.isNaN(exponent) ? null : (Double) exponent);
  }
}
