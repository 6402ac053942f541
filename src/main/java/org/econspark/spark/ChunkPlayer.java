package org.econspark.spark;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Row;
import org.econspark.benchmark.Problem;
import org.econspark.config.Settings;
import org.econspark.episode.Episode;
import org.econspark.rollout.BenchmarkMaterial;
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

  /**
   * @param material by benchmark
   */
  ChunkPlayer(
      Settings settings,
      Broadcast<PlayWeights> weights,
      ProgressCounters progress,
      Map<String, BenchmarkMaterial> material) {
    this.settings = settings;
    this.weights = weights;
    this.progress = progress;
    this.material = Map.copyOf(material);
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
    return new Iterator<>() {
      private Iterator<Row> rows = List.<Row>of().iterator();

      @Override
      public boolean hasNext() {
        while (!rows.hasNext() && chunks.hasNext()) {
          rows = play(chunks.next(), runner, device).iterator();
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

  private List<Row> play(Chunk chunk, RolloutRunner runner, GrantedDevice device) {
    List<RolloutRunner.Assignment> assignments = new ArrayList<>();
    Map<String, Integer> attempts = new HashMap<>();
    Map<String, Problem> problems = new HashMap<>();
    chunk.work().forEach(work -> problems.put(work.problem().problemId(), work.problem()));
    for (NamedMethod method : Methods.byNames(settings.run().methods())) {
      for (Chunk.Work work : chunk.work()) {
        for (Chunk.Play play : work.plays()) {
          if (play.method().equals(method.name())) {
            assignments.add(new RolloutRunner.Assignment(work.problem(), method, play.repeat()));
            attempts.put(
                key(work.problem().problemId(), play.method(), play.repeat()), play.attempt());
          }
        }
      }
    }
    List<Row> rows = new ArrayList<>();
    for (Episode episode : runner.play(assignments, material.get(chunk.benchmark()))) {
      progress.add(episode);
      int attempt = attempts.get(key(episode.problemId(), episode.method(), episode.repeat()));
      rows.add(
          ResultSchemas.PLAYED.row(
              new PlayedEpisode(
                  episode,
                  problems.get(episode.problemId()),
                  attempt,
                  chunk.index(),
                  device.address())));
    }
    return rows;
  }

  private static String key(String problemId, String method, int repeat) {
    return problemId + '\u001f' + method + '\u001f' + repeat;
  }
}
