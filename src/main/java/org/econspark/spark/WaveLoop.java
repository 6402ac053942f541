package org.econspark.spark;

import java.io.PrintStream;
import java.util.ArrayDeque;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import org.apache.spark.HashPartitioner;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.storage.StorageLevel;
import org.econspark.config.Settings;
import org.econspark.rollout.BenchmarkMaterial;
import scala.Tuple2;

/**
 * Plays chunks wave by wave and commits each wave, so that a run that dies loses at most the waves
 * under way. Waves overlap where {@link WaveShape} allows it, so that executors and servers are
 * kept busy while results are committed. Driver side.
 */
final class WaveLoop {
  /** A pool of its own, so that a fair scheduler does not let a commit wait for a whole wave. */
  private static final String COMMIT_POOL = "commit";

  private static final String POOL = "spark.scheduler.pool";

  private final SparkSession spark;
  private final JavaSparkContext context;
  private final Settings settings;
  private final RunFiles files;
  private final Interruption interruption;
  private final RunLock lock;
  private final PlayWeights weights;
  private final PrintStream log;
  private final RunEvents events;
  private final WaveShape shape;
  private final CacheFiles cache;
  private final Spending spending;
  private final WaveOutcome outcome;
  private final Queue<Playing> underWay = new ArrayDeque<>();

  private record Playing(Wave wave, String label) {}

  /**
   * @param shape of the waves
   * @param cache of remote models' answers, null without one
   * @param spending is checked before each wave
   * @param outcome collects what became of the waves
   */
  WaveLoop(
      SparkSession spark,
      Settings settings,
      RunFiles files,
      Interruption interruption,
      RunLock lock,
      PlayWeights weights,
      PrintStream log,
      WaveShape shape,
      CacheFiles cache,
      Spending spending,
      WaveOutcome outcome) {
    this.spark = spark;
    this.context = JavaSparkContext.fromSparkContext(spark.sparkContext());
    this.settings = settings;
    this.files = files;
    this.interruption = interruption;
    this.lock = lock;
    this.weights = weights;
    this.log = log;
    this.events = new RunEvents(files.runId());
    this.shape = shape;
    this.cache = cache;
    this.spending = spending;
    this.outcome = outcome;
  }

  /**
   * @param chunks to play, persisted
   * @param order of these chunks
   * @param material by benchmark
   */
  void play(JavaRDD<Chunk> chunks, PlayingOrder order, Map<String, BenchmarkMaterial> material) {
    if (spending.usedUp() && order.chunks() > 0) {
      throw spending.exception();
    }
    if (order.chunks() == 0) {
      return;
    }
    WavePartitioner waves =
        WavePartitioner.of(
            order.chunks(), shape.firstChunks(order.chunks()), shape.chunks(order.chunks()));
    WaveWriter writer = WaveWriter.open(files);
    ProgressCounters counters =
        new ProgressCounters(spark.sparkContext(), settings.run().methods());
    EpisodeMetrics.show(counters);
    Broadcast<PlayingOrder> shipped = context.broadcast(order);
    Broadcast<PlayWeights> shippedWeights = context.broadcast(weights);
    // One partition a wave, so that a wave reads its own chunks and no others.
    JavaPairRDD<Integer, Chunk> byWave =
        chunks
            .mapToPair(c -> new Tuple2<>(shipped.value().position(c), c))
            .partitionBy(waves)
            .persist(StorageLevel.MEMORY_AND_DISK_SER());
    ChunkPlayer player = new ChunkPlayer(settings, shippedWeights, counters, material, cache);
    try (ProgressDisplay display =
            new ProgressDisplay(counters, order.plays(), log, ProgressDisplay.terminalColumns());
        var ignored = interruption.onRequest(this::cutOff)) {
      int last = waves.numPartitions();
      int started = 0;
      for (int finished = 0; finished < last; finished++) {
        while (started < last
            && started < finished + shape.atOnce()
            && spending.allowsWave(started - finished)) {
          start(byWave, order, started++, waves, player);
        }
        Playing done = await();
        if (shape.commitsBeside() && started < last && spending.allowsWave(started - finished)) {
          start(byWave, order, started++, waves, player);
        }
        commit(done, writer);
        events.log("progress", counters.read().asMap());
        if (spending.usedUp()) {
          // What is under way is paid for and is kept.
          last = started;
        }
      }
      if (last < waves.numPartitions()) {
        throw spending.exception();
      }
    } catch (Exception e) {
      // Spark's own exceptions are checked ones that its methods do not declare.
      cutOff();
      commitFinished(writer, e);
      throw e;
    } finally {
      underWay.forEach(playing -> playing.wave().close());
      byWave.unpersist();
      shipped.destroy();
      shippedWeights.destroy();
      labels().clear();
    }
  }

  private void start(
      JavaPairRDD<Integer, Chunk> byWave,
      PlayingOrder order,
      int wave,
      WavePartitioner waves,
      ChunkPlayer player) {
    int first = waves.start(wave);
    int next = waves.start(wave + 1);
    interruption.check();
    String label =
        String.format(
            "wave %d of %d, %s, %s",
            wave + 1,
            waves.numPartitions(),
            String.join(" ", order.benchmarks(first, next)),
            String.join(" ", settings.run().methods()));
    labels().describe("play " + label);
    JavaRDD<Chunk> chunks =
        chunksOf(byWave, wave, first, Math.min(next - first, shape.tasks(next - first)));
    Playing playing = new Playing(new Wave(spark, chunks.mapPartitions(player)), label);
    synchronized (underWay) {
      underWay.add(playing);
      playing.wave().start();
    }
  }

  /** Waits for the oldest wave. */
  private Playing await() {
    Playing oldest;
    synchronized (underWay) {
      oldest = underWay.element();
    }
    oldest.wave().await(interruption);
    synchronized (underWay) {
      underWay.remove();
    }
    return oldest;
  }

  private void cutOff() {
    synchronized (underWay) {
      underWay.forEach(playing -> playing.wave().cancel());
    }
  }

  private void commitFinished(WaveWriter writer, Exception reason) {
    for (Playing playing : underWay) {
      try {
        if (playing.wave().finishedPartitions() > 0) {
          write(playing, writer);
        }
      } catch (Exception e) {
        reason.addSuppressed(e);
      }
    }
  }

  private void commit(Playing playing, WaveWriter writer) {
    context.setLocalProperty(POOL, COMMIT_POOL);
    try (Wave wave = playing.wave()) {
      spending.add(write(playing, writer));
      outcome.add(finished(wave));
    } finally {
      context.setLocalProperty(POOL, null);
    }
    outcome.checkEndpoints();
  }

  private Dataset<Row> write(Playing playing, WaveWriter writer) {
    labels().describe("commit " + playing.label());
    lock.requireHeld();
    Dataset<Row> rows =
        spark.createDataFrame(finished(playing.wave()), ResultSchemas.PLAYED.schema());
    writer.write(rows);
    events.log(
        "committed", Map.of("what", playing.label(), "tasks", playing.wave().finishedPartitions()));
    return rows;
  }

  /** The rows of a chunk are few: no task for each. */
  private JavaRDD<Row> finished(Wave wave) {
    return wave.finished().coalesce(shape.slots());
  }

  private JobLabels labels() {
    return new JobLabels(context, "evaluate " + files.runId());
  }

  /** Some chunks share a partition where a task plays several at once. */
  private static JavaRDD<Chunk> chunksOf(
      JavaPairRDD<Integer, Chunk> byWave, int wave, int first, int tasks) {
    return Partitions.keep(JavaRDD.fromRDD(byWave.rdd(), byWave.classTag()), Set.of(wave))
        .mapToPair(placed -> new Tuple2<>(placed._1() - first, placed._2()))
        .partitionBy(new HashPartitioner(tasks))
        .values();
  }
}
