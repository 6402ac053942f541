package org.econspark.spark;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.apache.spark.broadcast.Broadcast;
import org.econspark.config.Settings;
import org.econspark.episode.Episode;
import org.econspark.llm.ResponseCache;
import org.econspark.rollout.BenchmarkMaterial;
import org.econspark.rollout.ChunkPipeline;
import org.econspark.rollout.DeferredCalls;
import org.econspark.rollout.Methods;
import org.econspark.rollout.NamedMethod;
import org.econspark.rollout.RolloutRunner;
import org.econspark.rollout.WorkTimes;

/** Plays chunks of training and validation inside a Spark task, with broadcast weights. */
final class TrainingPlayer implements Serializable {
  private static final long serialVersionUID = 1L;

  private final Settings settings;
  private final Broadcast<PlayWeights> weights;
  private final ProgressCounters progress;
  private final CacheFiles cache;

  /**
   * @param settings of which the first method is played
   * @param cache of remote models' answers, null without one
   */
  TrainingPlayer(
      Settings settings,
      Broadcast<PlayWeights> weights,
      ProgressCounters progress,
      CacheFiles cache) {
    this.cache = cache;
    this.settings = settings;
    this.weights = weights;
    this.progress = progress;
  }

  /** Plays the chunks of a task, with the coordinator in it. */
  Iterator<TrainingChunk.Played> play(Iterator<TrainingChunk> chunks) {
    RolloutRunner runner = runner();
    List<TrainingChunk.Played> played = new ArrayList<>();
    try (TaskCache stored = cache == null ? null : new TaskCache(cache)) {
      List<TrainingChunk> all = new ArrayList<>();
      chunks.forEachRemaining(all::add);
      new ChunkPipeline<>(
              settings, runner, all.stream().map(chunk -> work(chunk, stored)).iterator())
          .forEachRemaining(
              done -> played.add(played(done.chunk(), done.episodes(), new WorkTimes())));
    }
    if (!played.isEmpty()) {
      // The runner's times are those of all its chunks.
      int last = played.size() - 1;
      played.set(last, new TrainingChunk.Played(played.get(last).episodes(), runner.times()));
    }
    return played.iterator();
  }

  private ChunkPipeline.Work<TrainingChunk> work(TrainingChunk chunk, TaskCache stored) {
    return new ChunkPipeline.Work<>(
        chunk,
        assignments(chunk),
        BenchmarkMaterial.none(),
        stored == null
            ? ResponseCache.NONE
            : stored.ofChunk(chunk.draws().stream().map(d -> d.problem().problemId()).toList()));
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
        .map(episodes -> played(chunk, episodes, runner.times()));
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
      TrainingChunk chunk, List<Episode> episodes, WorkTimes times) {
    List<TrainingEpisode> kept = new ArrayList<>();
    for (int i = 0; i < episodes.size(); i++) {
      progress.add(episodes.get(i));
      kept.add(TrainingEpisode.of(chunk.draws().get(i).position(), episodes.get(i)));
    }
    return new TrainingChunk.Played(kept, times);
  }
}
