package org.econspark.spark;

import java.util.List;
import java.util.function.ToDoubleFunction;
import org.econspark.episode.AgentReward;
import org.econspark.episode.PromptEmbedding;
import org.econspark.learning.UpdateReport;
import org.econspark.reward.RewardWeights;

/** Makes the row of an epoch out of what its parts report. */
final class TrainingReport {
  private TrainingReport() {}

  /**
   * Times of an epoch, in seconds.
   *
   * @param process processor time of the whole process, null where tasks run in others
   */
  record Times(double rollout, double coordinator, double models, double update, Double process) {}

  /**
   * @param episodes of the epoch's own wave
   * @param update null for the row before the first epoch
   * @param rewards shares that the epoch was played with
   * @param validation null where the epoch was not validated
   * @param commitmentChange null without an earlier validation
   */
  static TrainingRow row(
      int epoch,
      List<TrainingEpisode> episodes,
      UpdateReport update,
      RewardWeights rewards,
      Validation validation,
      Double commitmentChange,
      Times times,
      long broadcastBytes,
      String stopped) {
    List<TrainingEpisode> played = episodes.stream().filter(e -> !e.failed()).toList();
    List<AgentReward> earned = played.stream().map(TrainingEpisode::reward).toList();
    List<PromptEmbedding> controls = played.stream().flatMap(e -> e.controls().stream()).toList();
    return new TrainingRow(
        epoch,
        update == null ? 0 : update.version(),
        episodes.size(),
        episodes.size() - played.size(),
        update == null ? null : finite(update.lossTotal()),
        update == null ? null : finite(update.lossTd()),
        update == null ? null : finite(update.lossTdTotal()),
        update == null ? null : finite(update.lossSimilarity()),
        update == null ? null : finite(update.lossConsistency()),
        update == null ? null : finite(update.lossEncoder()),
        update == null ? null : finite(update.lossControl()),
        update == null ? null : finite(update.gradientNorm()),
        mean(earned, AgentReward::reward),
        mean(earned, AgentReward::actionLikelihood),
        mean(earned, AgentReward::taskSpecific),
        mean(earned, AgentReward::collaborativeContribution),
        rewards.actionLikelihood(),
        rewards.taskSpecific(),
        rewards.collaborativeContribution(),
        mean(played, e -> e.correct() ? 1 : 0),
        validation == null ? null : validation.accuracy(),
        validation == null ? null : validation.low(),
        validation == null ? null : validation.high(),
        validation == null ? null : validation.reward(),
        mean(controls, PromptEmbedding::temperature),
        mean(controls, PromptEmbedding::topP),
        update == null ? null : finite(update.bestResponseGap()),
        update == null ? null : finite(update.klOld()),
        update == null ? null : finite(update.klReference()),
        commitmentChange,
        times.rollout(),
        times.coordinator(),
        times.models(),
        times.update(),
        times.process(),
        broadcastBytes,
        update == null ? 0 : update.transitions(),
        stopped);
  }

  private static <T> Double mean(List<T> values, ToDoubleFunction<T> part) {
    return values.isEmpty()
        ? null
        : (Double) values.stream().mapToDouble(part).average().orElseThrow();
  }

  private static Double finite(double value) {
    return Double.isFinite(value) ? (Double) value : null;
  }
}
