package org.econspark.cluster;

import static org.apache.spark.sql.functions.col;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * Throughput by number of executor processes of one core each, with a model that answers after 200
 * ms. It needs no Maven: beside the sources' {@code conf}, {@code target/econ-spark.jar}, {@code
 * target/test-classes} and a Spark distribution in {@code ECON_TEST_SPARK_HOME}.
 *
 * <pre>java @conf/java-options.txt -cp "target/test-classes:$ECON_TEST_SPARK_HOME/jars/*" \
 *     org.econspark.cluster.ScalingBenchmark [REPEATS [EXECUTORS...]]</pre>
 *
 * <p>A measurement takes some 100 s, of which the models sleep nearly all.
 */
public final class ScalingBenchmark implements AutoCloseable {
  private static final int LATENCY_MS = 200;
  private static final int CHUNK = 4;

  /** Strategy, answers and commitment, one after another for a whole chunk. */
  private static final int ROUND_TRIPS = 3;

  /** With 0.6 s a chunk: 84 s for each executor. */
  private static final int CHUNKS_PER_EXECUTOR = 140;

  private static final int WAVES = 2;

  /** After the first chunk; until then the JVMs of all executors start and compile. */
  private static final int STEADY_FROM_S = 15;

  private static final int STEADY_FOR_S = 60;

  private final Path folder;
  private final StandaloneCluster cluster;
  private final int repeats;

  private ScalingBenchmark(Path folder, StandaloneCluster cluster, int repeats) {
    this.folder = folder;
    this.cluster = cluster;
    this.repeats = repeats;
  }

  /**
   * Starts a cluster.
   *
   * @param folder for its files, the inputs and the results
   * @param executors the most of one measurement
   * @param repeats measurements of each number of executors
   */
  static ScalingBenchmark start(Path folder, int executors, int repeats)
      throws IOException, InterruptedException {
    StandaloneCluster cluster = StandaloneCluster.start(folder);
    cluster.addWorker(executors);
    cluster.awaitWorkers();
    return new ScalingBenchmark(folder, cluster, repeats);
  }

  /** Prints the table. */
  public static void main(String[] arguments) throws Exception {
    int repeats = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 3;
    int[] sizes =
        arguments.length > 1
            ? Arrays.stream(arguments).skip(1).mapToInt(Integer::parseInt).toArray()
            : new int[] {1, 2, 4, 8};
    Path folder = Files.createTempDirectory("econ-scaling");
    int most = Arrays.stream(sizes).max().orElseThrow();
    List<Measurement> measurements = new ArrayList<>();
    try (ScalingBenchmark benchmark = start(folder, most, repeats)) {
      for (int executors : sizes) {
        measurements.add(benchmark.measure(executors));
      }
    }
    System.out.print(table(measurements));
  }

  /**
   * @param rates problems a second of each repeat, ascending
   */
  record Measurement(int executors, List<Double> rates) {

    /** Median, in problems a second. */
    double rate() {
      return rates.get(rates.size() / 2);
    }

    /** Executor time that a problem takes beyond its share of the model's time. */
    double overheadMs() {
      return 1000 * executors / rate() - 1.0 * ROUND_TRIPS * LATENCY_MS / CHUNK;
    }

    /** Throughput of an executor as a share of that of another measurement. */
    double linearity(Measurement base) {
      return rate() / executors / (base.rate() / base.executors());
    }
  }

  /** Markdown; the first measurement is what the others are compared with. */
  static String table(List<Measurement> measurements) {
    StringBuilder table =
        new StringBuilder(
            "| executor processes | problems/s | x linear | overhead, ms a problem | all |\n"
                + "|---|---|---|---|---|\n");
    for (Measurement one : measurements) {
      table.append(
          String.format(
              "| %d | %.1f | %.2f | %.0f | %s |%n",
              one.executors(),
              one.rate(),
              one.linearity(measurements.get(0)),
              one.overheadMs(),
              one.rates().stream().map(rate -> String.format("%.1f", rate)).toList()));
    }
    return table.toString();
  }

  /** Plays with that many executors. */
  Measurement measure(int executors) throws Exception {
    List<Double> rates = new ArrayList<>();
    for (int repeat = 0; repeat < repeats; repeat++) {
      rates.add(problemsPerSecond(executors, "scaling-" + executors + "-" + repeat));
    }
    rates.sort(null);
    return new Measurement(executors, rates);
  }

  private double problemsPerSecond(int executors, String runId) throws Exception {
    Path data = SyntheticProblems.file(folder, executors * CHUNKS_PER_EXECUTOR * CHUNK);
    Map<String, String> spark =
        Map.of(
            "spark.executor.cores",
            "1",
            "spark.cores.max",
            Integer.toString(executors),
            // Nine JVMs may share a small machine.
            "spark.executor.extraJavaOptions",
            "-XX:+UseSerialGC -XX:TieredStopAtLevel=1");
    List<String> command = new ArrayList<>(List.of("evaluate", "--data", "gsm8k=" + data));
    command.addAll(List.of("--run-id", runId, "--out", folder.resolve("runs").toString()));
    command.addAll(List.of("--method", "econ-fixed", "--set", "run.baseline=econ-fixed"));
    for (String setting :
        List.of(
            "run.chunk-size=" + CHUNK,
            "run.wave-chunks=" + executors * CHUNKS_PER_EXECUTOR / WAVES,
            "llm.default.provider=fixed-latency",
            "llm.default.options.latency-ms=" + LATENCY_MS)) {
      command.addAll(List.of("--set", setting));
    }
    try (TestProcess run = cluster.submit(spark, command)) {
      if (run.exitCode() != 0) {
        throw new AssertionError(run.log());
      }
    }
    return steadyRate(runId);
  }

  /** The commit between two waves included: to the start of the last chunk. */
  private double steadyRate(String runId) {
    SparkSession spark =
        SparkSession.builder().master("local[1]").config("spark.ui.enabled", false).getOrCreate();
    List<Row> times;
    try {
      times =
          spark
              .read()
              .parquet(folder.resolve("runs/episodes/run_id=" + runId).toString())
              .select(col("started_at").cast("double"), col("latency_ms"))
              .collectAsList();
    } finally {
      spark.stop();
    }
    double first = times.stream().mapToDouble(row -> row.getDouble(0)).min().orElseThrow();
    double from = first + STEADY_FROM_S;
    double to = times.stream().mapToDouble(row -> row.getDouble(0)).max().orElseThrow();
    long finished =
        times.stream()
            .mapToDouble(row -> row.getDouble(0) + row.<Number>getAs(1).doubleValue() / 1000)
            .filter(end -> end >= from && end <= to)
            .count();
    System.out.printf("%s: %d problems in %.1f s of steady state%n", runId, finished, to - from);
    if (to - from < STEADY_FOR_S) {
      throw new AssertionError("too short a steady state");
    }
    return finished / (to - from);
  }

  @Override
  public void close() {
    cluster.close();
  }
}
