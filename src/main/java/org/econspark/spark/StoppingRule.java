package org.econspark.spark;

import org.econspark.config.Settings;

/**
 * When training has converged (paper section 4): in each of several validations in a row the
 * commitments stood still, the reward was high and the loss stood still.
 */
record StoppingRule(Settings.Training settings) {

  /**
   * Whether one validation meets all three criteria.
   *
   * @param commitmentChange since the validation before; null at the first
   * @param reward mean over the validation set
   * @param lossChange of the total loss since the epoch before; null at the first
   */
  boolean calm(Double commitmentChange, double reward, Double lossChange) {
    return commitmentChange != null
        && commitmentChange <= settings.commitmentChange()
        && reward >= settings.minReward()
        && lossChange != null
        && Math.abs(lossChange) <= settings.lossChange();
  }

  /**
   * @param calmChecks validations in a row that met all criteria
   */
  boolean converged(int calmChecks) {
    return calmChecks >= settings.patience();
  }
}
