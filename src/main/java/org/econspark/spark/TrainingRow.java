package org.econspark.spark;

/**
 * One epoch; a row of the table {@code training}. Null where an epoch has no such figure.
 *
 * @param weightsVersion after the epoch's updates
 * @param alphaAl shares of the reward terms that the epoch was played with; so alphaTs and alphaCc
 * @param accuracy of the epoch's own play, with exploration
 * @param validationAccuracy of the weights after the epoch, on the fixed validation set, with its
 *     95 % interval
 * @param commitmentChange mean over the validation problems of 1 - cosine of the commitments before
 *     and now
 * @param bestResponseGap mean of the critics' gaps
 * @param rolloutSeconds wall time of the wave, the coordinator's calls in partitions included
 * @param coordinatorSeconds processor time inside the coordinator's model
 * @param modelSeconds processor time inside all language models and embedders
 * @param updateSeconds wall time of the update on the driver
 * @param processSeconds processor time of the whole process; null where tasks run in others
 * @param broadcastBytes size of the weights
 * @param transitions rounds that were learned from, repeats counted
 * @param stopped why training ends with this epoch, else null
 */
record TrainingRow(
    int epoch,
    int weightsVersion,
    int episodes,
    int failed,
    Double lossTotal,
    Double lossTd,
    Double lossTdTotal,
    Double lossSd,
    Double lossConsistency,
    Double lossEncoder,
    Double lossControl,
    Double gradientNorm,
    Double reward,
    Double rewardAl,
    Double rewardTs,
    Double rewardCc,
    double alphaAl,
    double alphaTs,
    double alphaCc,
    Double accuracy,
    Double validationAccuracy,
    Double validationLow,
    Double validationHigh,
    Double validationReward,
    Double meanTemperature,
    Double meanTopP,
    Double bestResponseGap,
    Double klOld,
    Double klReference,
    Double commitmentChange,
    double rolloutSeconds,
    double coordinatorSeconds,
    double modelSeconds,
    double updateSeconds,
    Double processSeconds,
    long broadcastBytes,
    long transitions,
    String stopped) {

  /** Columns of the table. */
  static final RowMapping<TrainingRow> MAPPING =
      new RowMapping<TrainingRow>()
          .integer("epoch", TrainingRow::epoch)
          .text("weights_version", r -> Integer.toString(r.weightsVersion()))
          .integer("episodes", TrainingRow::episodes)
          .integer("failed", TrainingRow::failed)
          .number("loss_total", TrainingRow::lossTotal)
          .number("loss_td", TrainingRow::lossTd)
          .number("loss_td_total", TrainingRow::lossTdTotal)
          .number("loss_sd", TrainingRow::lossSd)
          .number("loss_consistency", TrainingRow::lossConsistency)
          .number("loss_encoder", TrainingRow::lossEncoder)
          .number("loss_control", TrainingRow::lossControl)
          .number("gradient_norm", TrainingRow::gradientNorm)
          .number("reward", TrainingRow::reward)
          .number("reward_al", TrainingRow::rewardAl)
          .number("reward_ts", TrainingRow::rewardTs)
          .number("reward_cc", TrainingRow::rewardCc)
          .number("alpha_al", TrainingRow::alphaAl)
          .number("alpha_ts", TrainingRow::alphaTs)
          .number("alpha_cc", TrainingRow::alphaCc)
          .number("accuracy", TrainingRow::accuracy)
          .number("validation_accuracy", TrainingRow::validationAccuracy)
          .number("validation_low", TrainingRow::validationLow)
          .number("validation_high", TrainingRow::validationHigh)
          .number("validation_reward", TrainingRow::validationReward)
          .number("mean_temperature", TrainingRow::meanTemperature)
          .number("mean_top_p", TrainingRow::meanTopP)
          .number("best_response_gap", TrainingRow::bestResponseGap)
          .number("kl_old", TrainingRow::klOld)
          .number("kl_reference", TrainingRow::klReference)
          .number("commitment_change", TrainingRow::commitmentChange)
          .number("rollout_s", TrainingRow::rolloutSeconds)
          .number("coordinator_s", TrainingRow::coordinatorSeconds)
          .number("model_s", TrainingRow::modelSeconds)
          .number("update_s", TrainingRow::updateSeconds)
          .number("process_s", TrainingRow::processSeconds)
          .longInteger("broadcast_bytes", TrainingRow::broadcastBytes)
          .longInteger("transitions", TrainingRow::transitions)
          .text("stopped", TrainingRow::stopped);
}
