package org.econspark.spark;

import java.io.PrintStream;
import java.util.Map;
import java.util.Set;
import org.apache.spark.HashPartitioner;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.storage.StorageLevel;
import org.econspark.config.Settings;
import org.econspark.rollout.BenchmarkMaterial;
import scala.Tuple2;

/**
 * Plays chunks wave by wave and commits each wave before the next begins, so that a run that dies
 * loses at most one wave. Driver side.
 */
final class WaveLoop {
  private static final int CHUNKS_PER_SLOT = 4;

  /** Keeps long runs at few commits, and their tables at few files. */
  private static final int MOST_WAVES = 100;

  private final SparkSession spark;
  private final JavaSparkContext context;
  private final Settings settings;
  private final RunFiles files;
  private final Interruption interruption;
  private final RunLock lock;
  private final PlayWeights weights;
  private final PrintStream log;
  private final RunEvents events;

  WaveLoop(
      SparkSession spark,
      Settings settings,
      RunFiles files,
      Interruption interruption,
      RunLock lock,
      PlayWeights weights,
      PrintStream log) {
    this.spark = spark;
    this.context = JavaSparkContext.fromSparkContext(spark.sparkContext());
    this.settings = settings;
    this.files = files;
    this.interruption = interruption;
    this.lock = lock;
    this.weights = weights;
    this.log = log;
    this.events = new RunEvents(files.runId());
  }

  /**
   * @param chunks to play, persisted
   * @param order of these chunks
   * @param material by benchmark
   */
  void play(JavaRDD<Chunk> chunks, PlayingOrder order, Map<String, BenchmarkMaterial> material) {
    int size = waveChunks(order.chunks());
    int waves = (order.chunks() + size - 1) / size;
    if (waves == 0) {
      return;
    }
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
            .partitionBy(new WavePartitioner(waves, size))
            .persist(StorageLevel.MEMORY_AND_DISK_SER());
    try (ProgressDisplay display =
        new ProgressDisplay(counters, order.plays(), log, ProgressDisplay.terminal())) {
      for (int wave = 0; wave < waves; wave++) {
        int first = wave * size;
        int next = Math.min(order.chunks(), first + size);
        interruption.check();
        String label =
            String.format(
                "wave %d of %d, %s, %s",
                wave + 1,
                waves,
                String.join(" ", order.benchmarks(first, next)),
                String.join(" ", settings.run().methods()));
        playWave(
            chunksOf(byWave, wave, first, next)
                .mapPartitions(new ChunkPlayer(settings, shippedWeights, counters, material)),
            label,
            writer);
        events.log("progress", counters.read().asMap());
      }
    } finally {
      byWave.unpersist();
      shipped.destroy();
      shippedWeights.destroy();
    }
  }

  private int waveChunks(int chunks) {
    int configured = settings.run().waveChunks();
    int slots = Math.max(1, spark.sparkContext().defaultParallelism());
    return configured > 0
        ? configured
        : Math.max(CHUNKS_PER_SLOT * slots, (chunks + MOST_WAVES - 1) / MOST_WAVES);
  }

  /** One chunk a partition: the tasks are as even as the chunks are. */
  private static JavaRDD<Chunk> chunksOf(
      JavaPairRDD<Integer, Chunk> byWave, int wave, int first, int next) {
    return Partitions.keep(JavaRDD.fromRDD(byWave.rdd(), byWave.classTag()), Set.of(wave))
        .mapToPair(placed -> new Tuple2<>(placed._1() - first, placed._2()))
        .partitionBy(new HashPartitioner(next - first))
        .values();
  }

  private void playWave(JavaRDD<Row> plays, String label, WaveWriter writer) {
    JobLabels labels = new JobLabels(context, "evaluate " + files.runId());
    try (Wave wave = new Wave(spark, plays)) {
      labels.describe("play " + label);
      try {
        wave.play(interruption);
      } catch (RuntimeException e) {
        commitFinished(wave, labels, label, writer, e);
        throw e;
      }
      commit(wave, labels, label, writer);
    } finally {
      labels.clear();
    }
  }

  private void commitFinished(
      Wave wave, JobLabels labels, String label, WaveWriter writer, RuntimeException reason) {
    try {
      if (wave.finishedChunks() > 0) {
        commit(wave, labels, label, writer);
      }
    } catch (Exception e) {
      reason.addSuppressed(e);
    }
  }

  private void commit(Wave wave, JobLabels labels, String label, WaveWriter writer) {
    labels.describe("commit " + label);
    lock.requireHeld();
    writer.write(spark.createDataFrame(wave.finished(), ResultSchemas.PLAYED.schema()));
    events.log("committed", Map.of("what", label, "chunks", wave.finishedChunks()));
  }

  /** By position in the playing order. */
  private static final class WavePartitioner extends org.apache.spark.Partitioner {
    private static final long serialVersionUID = 1L;

    private final int waves;
    private final int size;

    WavePartitioner(int waves, int size) {
      this.waves = waves;
      this.size = size;
    }

    @Override
    public int numPartitions() {
      return waves;
    }

    @Override
    public int getPartition(Object position) {
      return (Integer) position / size;
    }
  }
}
