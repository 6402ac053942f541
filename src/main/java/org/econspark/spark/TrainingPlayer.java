package org.econspark.spark;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.spark.broadcast.Broadcast;
import org.econspark.config.Settings;
import org.econspark.episode.Episode;
import org.econspark.rollout.BenchmarkMaterial;
import org.econspark.rollout.DeferredCalls;
import org.econspark.rollout.Methods;
import org.econspark.rollout.NamedMethod;
import org.econspark.rollout.RolloutRunner;

/** Plays chunks of training and validation inside a Spark task, with broadcast weights. */
final class TrainingPlayer implements Serializable {
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

  /** Plays a chunk with the coordinator in the same task. */
  TrainingChunk.Played play(TrainingChunk chunk) {
    RolloutRunner runner = runner();
    return played(chunk, runner.play(assignments(chunk), BenchmarkMaterial.none()), runner);
  }

  /**
   * Plays a chunk with the coordinator on the driver.
   *
   * @param deferred known calls; afterwards also those that the driver is to answer
   * @return empty if it waits for these
   */
  Optional<TrainingChunk.Played> play(TrainingChunk chunk, DeferredCalls deferred) {
    RolloutRunner runner = runner();
    return runner
        .play(assignments(chunk), deferred)
        .map(episodes -> played(chunk, episodes, runner));
  }

  private RolloutRunner runner() {
    String device = GrantedDevice.ofTask().name();
    return new RolloutRunner(
        settings, own -> ModelLoading.models(own, device), weights.value().open());
  }

  private List<RolloutRunner.Assignment> assignments(TrainingChunk chunk) {
    NamedMethod method = Methods.byNames(settings.run().methods()).get(0);
    return chunk.draws().stream()
        .map(d -> new RolloutRunner.Assignment(d.problem(), method, d.repeat()))
        .toList();
  }

  private TrainingChunk.Played played(
      TrainingChunk chunk, List<Episode> episodes, RolloutRunner runner) {
    List<TrainingEpisode> kept = new ArrayList<>();
    for (int i = 0; i < episodes.size(); i++) {
      progress.add(episodes.get(i));
      kept.add(TrainingEpisode.of(chunk.draws().get(i).position(), episodes.get(i)));
    }
    return new TrainingChunk.Played(kept, runner.times());
  }
}
