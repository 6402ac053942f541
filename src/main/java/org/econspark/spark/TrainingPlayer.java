package org.econspark.spark;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.broadcast.Broadcast;
import org.econspark.config.Settings;
import org.econspark.episode.Episode;
import org.econspark.rollout.BenchmarkMaterial;
import org.econspark.rollout.Methods;
import org.econspark.rollout.NamedMethod;
import org.econspark.rollout.RolloutRunner;

/** Plays chunks of training and validation inside a Spark task, with broadcast weights. */
final class TrainingPlayer
    implements FlatMapFunction<Iterator<TrainingChunk>, TrainingChunk.Played> {
  private static final long serialVersionUID = 1L;

  private final Settings settings;
  private final Broadcast<PlayWeights> weights;
  private final ProgressCounters progress;

  /**
   * @param settings of which the first method is played
   */
  TrainingPlayer(Settings settings, Broadcast<PlayWeights> weights, ProgressCounters progress) {
    this.settings = settings;
    this.weights = weights;
    this.progress = progress;
  }

  @Override
  public Iterator<TrainingChunk.Played> call(Iterator<TrainingChunk> chunks) {
    List<TrainingChunk.Played> played = new ArrayList<>();
    while (chunks.hasNext()) {
      played.add(play(chunks.next()));
    }
    return played.iterator();
  }

  private TrainingChunk.Played play(TrainingChunk chunk) {
    RolloutRunner runner =
        new RolloutRunner(
            settings,
            own -> ModelLoading.models(own, GrantedDevice.ofTask().name()),
            weights.value().open());
    NamedMethod method = Methods.byNames(settings.run().methods()).get(0);
    List<Episode> episodes =
        runner.play(
            chunk.draws().stream()
                .map(d -> new RolloutRunner.Assignment(d.problem(), method, d.repeat()))
                .toList(),
            BenchmarkMaterial.none());
    List<TrainingEpisode> kept = new ArrayList<>();
    for (int i = 0; i < episodes.size(); i++) {
      progress.add(episodes.get(i));
      kept.add(TrainingEpisode.of(chunk.draws().get(i).position(), episodes.get(i)));
    }
    return new TrainingChunk.Played(kept, runner.times());
  }
}
