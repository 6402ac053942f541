package org.econspark.spark;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.econspark.error.EconException;
import org.econspark.error.ExitCode;
import org.econspark.evaluation.Interval;
import org.econspark.evaluation.WilsonInterval;
import org.econspark.reward.Similarity;

/**
 * Play of one version of the weights on the fixed validation set, without exploration.
 *
 * @param accuracy right answers among episodes that did not fail, with 95 % interval
 * @param reward mean over episodes and agents
 * @param commitments embedding of the last commitment on each problem, by problem id
 */
public record Validation(
    double accuracy, double low, double high, double reward, Map<String, float[]> commitments) {

  static Validation of(List<TrainingEpisode> episodes) {
    List<TrainingEpisode> played = episodes.stream().filter(e -> !e.failed()).toList();
    long correct = played.stream().filter(TrainingEpisode::correct).count();
    if (played.isEmpty()) {
      throw new EconException(
          ExitCode.TOO_MANY_FAILURES,
          "Cannot validate: all "
              + episodes.size()
              + " episodes on the validation problems failed; try the same models with evaluate.");
    }
    Interval interval = WilsonInterval.of95(correct, played.size());
    Map<String, float[]> commitments = new TreeMap<>();
    played.forEach(e -> commitments.put(e.problemId(), e.lastCommitment()));
    return new Validation(
        correct / (double) played.size(),
        interval.low(),
        interval.high(),
        played.stream().mapToDouble(e -> e.reward().reward()).average().orElse(0),
        commitments);
  }

  /**
   * Mean over the problems of 1 - cosine of the commitments then and now: never between different
   * questions.
   */
  double commitmentChange(Validation before) {
    return commitments.entrySet().stream()
        .filter(e -> e.getValue() != null && before.commitments.get(e.getKey()) != null)
        .mapToDouble(e -> 1 - Similarity.cosine(e.getValue(), before.commitments.get(e.getKey())))
        .average()
        .orElse(0);
  }
}
