package org.econspark.equilibrium;

/**
 * Regret over the rounds of learning against one comparator: the best fixed control in hindsight,
 * chosen anew for every horizon.
 */
public final class Regret {

  private Regret() {}

  /**
   * @param ofControls reward that each fixed control would have had, shape (rounds, controls)
   * @param obtained reward of what was played, shape (rounds)
   * @return cumulative regret at the end of each round, in reward units; shape (rounds)
   */
  public static double[] againstBestFixedControl(double[][] ofControls, double[] obtained) {
    if (ofControls.length != obtained.length) {
      throw new IllegalArgumentException(
          "Invalid rewards: "
              + ofControls.length
              + " rounds of fixed controls and "
              + obtained.length
              + " rounds of play");
    }
    double[] regret = new double[obtained.length];
    double[] totals = new double[ofControls.length == 0 ? 0 : ofControls[0].length];
    double played = 0;
    for (int t = 0; t < obtained.length; t++) {
      double best = Double.NEGATIVE_INFINITY;
      for (int u = 0; u < totals.length; u++) {
        totals[u] += ofControls[t][u];
        best = Math.max(best, totals[u]);
      }
      played += obtained[t];
      regret[t] = best - played;
    }
    return regret;
  }

  /**
   * The exponent b of regret ~ a t^b, by least squares on logarithms over the rounds with positive
   * regret: 1 is no learning, 1/2 what the paper claims, 0 and below no regret.
   *
   * @param regret cumulative, shape (rounds)
   * @return NaN if fewer than three rounds have positive regret
   */
  public static double fittedExponent(double[] regret) {
    int n = 0;
    double meanX = 0;
    double meanY = 0;
    for (int t = 0; t < regret.length; t++) {
      if (regret[t] > 0) {
        n++;
        meanX += Math.log(t + 1);
        meanY += Math.log(regret[t]);
      }
    }
    if (n < 3) {
      return Double.NaN;
    }
    meanX /= n;
    meanY /= n;
    double covariance = 0;
    double variance = 0;
    for (int t = 0; t < regret.length; t++) {
      if (regret[t] > 0) {
        double x = Math.log(t + 1) - meanX;
        covariance += x * (Math.log(regret[t]) - meanY);
        variance += x * x;
      }
    }
    return covariance / variance;
  }
}
