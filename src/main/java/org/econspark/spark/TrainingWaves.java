package org.econspark.spark;

import java.io.PrintStream;
import java.util.Comparator;
import java.util.List;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.SparkSession;
import org.econspark.config.Settings;
import org.econspark.rollout.WorkTimes;

/** Plays waves of training and validation in partitions, each with one version of the weights. */
final class TrainingWaves {
  private final SparkSession spark;
  private final JavaSparkContext context;
  private final Settings settings;
  private final Interruption interruption;
  private final JobLabels labels;
  private final PrintStream log;

  TrainingWaves(SparkSession spark, Settings settings, Interruption interruption, PrintStream log) {
    this.spark = spark;
    this.context = JavaSparkContext.fromSparkContext(spark.sparkContext());
    this.settings = settings;
    this.interruption = interruption;
    this.labels = JobLabels.ofTraining(context, settings);
    this.log = log;
  }

  /**
   * A wave as played.
   *
   * @param episodes in the order of the wave
   * @param times of all tasks' threads
   */
  record Played(List<TrainingEpisode> episodes, WorkTimes times, double seconds) {}

  /**
   * @param what is played and in which epoch, for the label of the jobs and the progress
   * @param draws problems in the chunks
   */
  Played play(JavaRDD<TrainingChunk> chunks, long draws, PlayWeights weights, String what) {
    ProcessClock clock = new ProcessClock(false);
    Broadcast<PlayWeights> shipped = context.broadcast(weights);
    ProgressCounters counters =
        new ProgressCounters(spark.sparkContext(), settings.run().methods());
    labels.describe(what + ", " + JobLabels.played(settings));
    try (ProgressDisplay display =
        new ProgressDisplay(what, counters, draws, log, ProgressDisplay.terminalColumns())) {
      WorkTimes times = new WorkTimes();
      WaveShape shape = WaveShape.of(settings, context);
      CacheFiles cache = CacheUpkeep.files(settings, context.hadoopConfiguration());
      TrainingPlayer player = new TrainingPlayer(settings, shipped, counters, cache);
      List<TrainingChunk.Played> played =
          settings.coordinator().onDriver()
              ? new DriverCoordination(
                      context, ModelLoading.models(settings, "cpu").coordinator(), interruption)
                  .play(chunks, player, times)
              : InterruptibleJob.await(
                  chunks
                      .coalesce(shape.tasks(chunks.getNumPartitions()))
                      .mapPartitions(player::play)
                      .collectAsync(),
                  interruption);
      played.forEach(chunk -> times.add(chunk.times()));
      return new Played(
          played.stream()
              .flatMap(chunk -> chunk.episodes().stream())
              .sorted(Comparator.comparing(TrainingEpisode::position))
              .toList(),
          times,
          clock.wallSeconds());
    } finally {
      labels.clear();
      // The tasks have opened them; nothing of an old version is to stay on the executors.
      shipped.destroy();
    }
  }
}
