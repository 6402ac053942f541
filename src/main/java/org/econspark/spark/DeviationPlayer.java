package org.econspark.spark;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.broadcast.Broadcast;
import org.econspark.config.Settings;
import org.econspark.episode.PromptEmbedding;
import org.econspark.rollout.Deviations;
import org.econspark.rollout.Methods;
import org.econspark.rollout.RolloutRunner;

/** Plays unilateral deviations from one method inside a Spark task. */
final class DeviationPlayer implements FlatMapFunction<Iterator<TrainingChunk>, Deviations> {
  private static final long serialVersionUID = 1L;

  private final Settings settings;
  private final String method;
  private final Broadcast<PlayWeights> weights;
  private final List<List<PromptEmbedding>> candidates;

  /**
   * @param candidates controls that each agent deviates to, as many for each
   */
  DeviationPlayer(
      Settings settings,
      String method,
      Broadcast<PlayWeights> weights,
      List<List<PromptEmbedding>> candidates) {
    this.settings = settings;
    this.method = method;
    this.weights = weights;
    this.candidates = List.copyOf(candidates);
  }

  @Override
  public Iterator<Deviations> call(Iterator<TrainingChunk> chunks) {
    List<Deviations> all = new ArrayList<>();
    String device = GrantedDevice.ofTask().name();
    while (chunks.hasNext()) {
      RolloutRunner runner =
          new RolloutRunner(
              settings, own -> ModelLoading.models(own, device), weights.value().open());
      all.addAll(
          runner.deviate(
              chunks.next().draws().stream().map(TrainingChunk.Draw::problem).toList(),
              Methods.byNames(List.of(method)).get(0),
              settings.training().certificateSamples(),
              candidates));
    }
    return all.iterator();
  }
}
