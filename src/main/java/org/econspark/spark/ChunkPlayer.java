package org.econspark.spark;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Row;
import org.apache.spark.util.TaskCompletionListener;
import org.econspark.benchmark.Problem;
import org.econspark.config.Settings;
import org.econspark.episode.Episode;
import org.econspark.llm.ResponseCache;
import org.econspark.rollout.BenchmarkMaterial;
import org.econspark.rollout.ChunkPipeline;
import org.econspark.rollout.Methods;
import org.econspark.rollout.NamedMethod;
import org.econspark.rollout.RolloutRunner;

/**
 * Plays whole chunks inside a Spark task. Shipped from the driver; models are not shipped but taken
 * from the pool of the executor's JVM.
 */
final class ChunkPlayer implements FlatMapFunction<Iterator<Chunk>, Row> {
  private static final long serialVersionUID = 1L;

  private final Settings settings;
  private final Broadcast<PlayWeights> weights;
  private final ProgressCounters progress;
  private final Map<String, BenchmarkMaterial> material;
  private final CacheFiles cache;

  /**
   * @param material by benchmark
   * @param cache of remote models' answers, null without one
   */
  ChunkPlayer(
      Settings settings,
      Broadcast<PlayWeights> weights,
      ProgressCounters progress,
      Map<String, BenchmarkMaterial> material,
      CacheFiles cache) {
    this.settings = settings;
    this.weights = weights;
    this.progress = progress;
    this.material = Map.copyOf(material);
    this.cache = cache;
  }

  @Override
  public Iterator<Row> call(Iterator<Chunk> chunks) {
    if (!chunks.hasNext()) {
      return List.<Row>of().iterator();
    }
    GrantedDevice device = GrantedDevice.ofTask();
    RolloutRunner runner =
        new RolloutRunner(
            settings, own -> ModelLoading.models(own, device.name()), weights.value().open());
    TaskCache stored = cache == null ? null : new TaskCache(cache);
    if (stored != null) {
      TaskContext.get().addTaskCompletionListener((TaskCompletionListener) task -> stored.close());
    }
    Iterator<ChunkPipeline.Work<Chunk>> work =
        new Iterator<>() {
          @Override
          public boolean hasNext() {
            return chunks.hasNext();
          }

          @Override
          public ChunkPipeline.Work<Chunk> next() {
            return work(chunks.next(), stored);
          }
        };
    ChunkPipeline<Chunk> pipeline = new ChunkPipeline<>(settings, runner, work);
    return new Iterator<>() {
      private Iterator<Row> rows = List.<Row>of().iterator();

      @Override
      public boolean hasNext() {
        while (!rows.hasNext() && pipeline.hasNext()) {
          rows = rows(pipeline.next(), device).iterator();
        }
        return rows.hasNext();
      }

      @Override
      public Row next() {
        if (!hasNext()) {
          throw new NoSuchElementException();
        }
        return rows.next();
      }
    };
  }

  private ChunkPipeline.Work<Chunk> work(Chunk chunk, TaskCache stored) {
    List<RolloutRunner.Assignment> assignments = new ArrayList<>();
    for (NamedMethod method : Methods.byNames(settings.run().methods())) {
      for (Chunk.Work work : chunk.work()) {
        for (Chunk.Play play : work.plays()) {
          if (play.method().equals(method.name())) {
            assignments.add(new RolloutRunner.Assignment(work.problem(), method, play.repeat()));
          }
        }
      }
    }
    return new ChunkPipeline.Work<>(
        chunk,
        assignments,
        material.get(chunk.benchmark()),
        stored == null
            ? ResponseCache.NONE
            : stored.ofChunk(chunk.work().stream().map(w -> w.problem().problemId()).toList()));
  }

  private List<Row> rows(ChunkPipeline.Played<Chunk> played, GrantedDevice device) {
    Chunk chunk = played.chunk();
    Map<String, Integer> attempts = new HashMap<>();
    Map<String, Problem> problems = new HashMap<>();
    for (Chunk.Work work : chunk.work()) {
      String id = work.problem().problemId();
      problems.put(id, work.problem());
      work.plays()
          .forEach(play -> attempts.put(key(id, play.method(), play.repeat()), play.attempt()));
    }
    Prices prices = new Prices(settings.budget().prices());
    List<Row> rows = new ArrayList<>();
    for (Episode episode : played.episodes()) {
      progress.add(episode);
      rows.add(
          ResultSchemas.PLAYED.row(
              new PlayedEpisode(
                  episode,
                  problems.get(episode.problemId()),
                  attempts.get(key(episode.problemId(), episode.method(), episode.repeat())),
                  chunk.index(),
                  device.address(),
                  prices)));
    }
    return rows;
  }

  private static String key(String problemId, String method, int repeat) {
    return problemId + '\u001f' + method + '\u001f' + repeat;
  }
}
