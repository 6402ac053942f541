package org.econspark.spark;

import java.util.Locale;

/** One epoch in one line, for people. */
final class EpochLine {
  private EpochLine() {}

  static String of(TrainingRow row, int epochs) {
    StringBuilder line = new StringBuilder();
    line.append(String.format(Locale.ROOT, "epoch %3d of %d", row.epoch(), epochs));
    if (row.reward() != null) {
      line.append(
          String.format(
              Locale.ROOT,
              ": reward %.3f (AL %.3f, TS %.3f, CC %.3f), %.1f %% right, T %.2f, top-p %.2f",
              row.reward(),
              row.rewardAl(),
              row.rewardTs(),
              row.rewardCc(),
              100 * row.accuracy(),
              row.meanTemperature(),
              row.meanTopP()));
    }
    if (row.lossTotal() != null) {
      line.append(String.format(Locale.ROOT, ", loss %.4f", row.lossTotal()));
    }
    if (row.validationAccuracy() != null) {
      line.append(
          String.format(
              Locale.ROOT,
              "; validation %.1f %% (%.1f to %.1f), reward %.3f",
              100 * row.validationAccuracy(),
              100 * row.validationLow(),
              100 * row.validationHigh(),
              row.validationReward()));
    }
    line.append(
        String.format(
            Locale.ROOT,
            "; %.0f s play, %.1f s update",
            row.rolloutSeconds(),
            row.updateSeconds()));
    if (row.stopped() != null) {
      line.append("; stopped: ").append(row.stopped());
    }
    return line.toString();
  }
}
