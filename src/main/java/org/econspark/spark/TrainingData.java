package org.econspark.spark;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.econspark.benchmark.Problem;
import org.econspark.config.Settings;
import org.econspark.error.EconException;

/**
 * What a training run plays on: the training problems of its benchmarks, and the fixed first ones
 * of their validation problems. Never a benchmark's test problems.
 *
 * @param certificate the first validation problems, for deviations
 * @param fingerprints of the problems of each benchmark to train on and to validate on
 */
record TrainingData(
    TrainingProblems training,
    TrainingProblems validation,
    TrainingProblems certificate,
    Map<String, String> fingerprints)
    implements AutoCloseable {
  private static final int DEVIATION_CHUNKS = 8;

  static TrainingData read(SparkSession spark, RunFiles files, Settings settings, PrintStream log) {
    JobLabels labels =
        JobLabels.ofTraining(JavaSparkContext.fromSparkContext(spark.sparkContext()), settings);
    labels.describe("read problems, " + JobLabels.played(settings));
    try {
      return readAll(spark, files, settings, log);
    } finally {
      labels.clear();
    }
  }

  private static TrainingData readAll(
      SparkSession spark, RunFiles files, Settings settings, PrintStream log) {
    List<BenchmarkInputs.Part> training =
        parts(settings, "train", Settings.BenchmarkSource::train, settings.run().limit(), 0);
    List<BenchmarkInputs.Part> validation =
        parts(
            settings,
            "validation",
            Settings.BenchmarkSource::validation,
            Math.max(settings.training().validationLimit(), settings.training().certificateLimit()),
            // What the certificate plays beyond them is no part of the training.
            settings.training().validationLimit());
    List<BenchmarkInputs.Part> all = new ArrayList<>(training);
    all.addAll(validation);
    BenchmarkInputs inputs =
        BenchmarkInputs.read(spark, files, settings.run().maxFailureShare(), all, Set.of(), log);
    try {
      int chunkSize = settings.run().chunkSize();
      return new TrainingData(
          new TrainingProblems(union(spark, inputs, training, Integer.MAX_VALUE), chunkSize),
          new TrainingProblems(
              union(spark, inputs, validation, settings.training().validationLimit()), chunkSize),
          // A problem takes a hundred answers here: small chunks keep all tasks busy.
          new TrainingProblems(
              union(spark, inputs, validation, settings.training().certificateLimit()),
              Math.max(1, chunkSize / DEVIATION_CHUNKS)),
          inputs.fingerprints());
    } finally {
      inputs.release();
    }
  }

  private static List<BenchmarkInputs.Part> parts(
      Settings settings,
      String part,
      Function<Settings.BenchmarkSource, String> path,
      int limit,
      int fingerprinted) {
    List<BenchmarkInputs.Part> parts = new ArrayList<>();
    for (String benchmark : settings.run().benchmarks()) {
      Settings.BenchmarkSource source = settings.benchmarks().get(benchmark);
      if (path.apply(source).isEmpty()) {
        throw EconException.usage(
            "Cannot train on benchmark '"
                + benchmark
                + "': it has no "
                + part
                + " problems; set 'benchmarks."
                + benchmark
                + "."
                + part
                + "'.");
      }
      parts.add(
          new BenchmarkInputs.Part(
              benchmark + " " + part, source.at(path.apply(source)), limit, fingerprinted));
    }
    return parts;
  }

  /**
   * @param limit problems of each part
   */
  private static JavaRDD<Problem> union(
      SparkSession spark, BenchmarkInputs inputs, List<BenchmarkInputs.Part> parts, int limit) {
    JavaRDD<Problem> all =
        JavaSparkContext.fromSparkContext(spark.sparkContext()).<Problem>emptyRDD();
    for (BenchmarkInputs.Part part : parts) {
      all = all.union(inputs.selected(part.name()).filter(p -> p._1() < limit).values());
    }
    return all;
  }

  @Override
  public void close() {
    training.close();
    validation.close();
    certificate.close();
  }
}
