package org.econspark.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.econspark.job.DuckDb;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * Throughput by number of executor processes, and the driver's memory by number of problems. Takes
 * some 20 minutes, of which the stand-in models sleep nearly all:
 *
 * <pre>./mvnw verify -Dtest=None -Dsurefire.failIfNoSpecifiedTests=false -Dit.test=ScalingIT \
 *     -Dit.excluded=s3</pre>
 *
 * <p>{@code ECON_SCALING_REPEATS} (default 3) is the number of measurements of each size.
 */
@Tag("demonstration")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ScalingIT {
  private static final int LATENCY_MS = 200;
  private static final int CHUNK = 4;

  /** Strategy, answers and commitment, one after another for a whole chunk. */
  private static final int ROUND_TRIPS = 3;

  /** With 0.6 s a chunk: 84 s for each executor. */
  private static final int CHUNKS_PER_EXECUTOR = 140;

  private static final int WAVES = 2;

  /** After the first chunk; until then the JVMs of all executors start and compile. */
  private static final int STEADY_FROM_S = 15;

  @TempDir private static Path folder;
  private StandaloneCluster cluster;

  @BeforeAll
  void startCluster() throws Exception {
    cluster = StandaloneCluster.start(folder);
    cluster.addWorker(8);
    cluster.awaitWorkers();
  }

  @AfterAll
  void stopCluster() {
    cluster.close();
  }

  @Test
  void throughputGrowsWithTheExecutors() throws Exception {
    int repeats = Integer.parseInt(System.getenv().getOrDefault("ECON_SCALING_REPEATS", "3"));
    Map<Integer, Double> medians = new LinkedHashMap<>();
    for (int executors : new int[] {1, 2, 4, 8}) {
      List<Double> rates = new ArrayList<>();
      for (int repeat = 0; repeat < repeats; repeat++) {
        rates.add(episodesPerSecond(executors, "scaling-" + executors + "-" + repeat));
      }
      rates.sort(null);
      double median = rates.get(repeats / 2);
      medians.put(executors, median);
      double linear = executors * medians.get(1);
      double overhead = 1000 * executors / median - 1.0 * ROUND_TRIPS * LATENCY_MS / CHUNK;
      System.out.printf(
          "%d executors: %.1f problems/s (%s), %.3f x linear, overhead %.1f ms a problem%n",
          executors, median, rates, median / linear, overhead);
    }
    assertThat(medians.get(8)).isGreaterThanOrEqualTo(0.9 * 8 * medians.get(1));
  }

  /** In the steady state, the commit between two waves included: to the start of the last chunk. */
  private double episodesPerSecond(int executors, String runId) throws Exception {
    Path data = problems(executors * CHUNKS_PER_EXECUTOR * CHUNK);
    Map<String, String> spark =
        Map.of(
            "spark.executor.cores",
            "1",
            "spark.cores.max",
            Integer.toString(executors),
            // Nine JVMs share a small machine.
            "spark.executor.extraJavaOptions",
            "-XX:+UseSerialGC -XX:TieredStopAtLevel=1");
    List<String> arguments =
        arguments(
            data,
            runId,
            List.of(
                "run.chunk-size=" + CHUNK,
                "run.wave-chunks=" + executors * CHUNKS_PER_EXECUTOR / WAVES,
                "llm.default.provider=fixed-latency",
                "llm.default.options.latency-ms=" + LATENCY_MS));
    arguments.addAll(List.of("--method", "econ-fixed", "--set", "run.baseline=econ-fixed"));
    try (TestProcess run = cluster.submit(spark, arguments)) {
      assertThat(run.exitCode()).as(run.log()).isZero();
    }
    List<String> row =
        DuckDb.query(
                folder.resolve("runs"),
                "WITH e AS (SELECT epoch_ms(started_at) AS t, latency_ms FROM $episodes WHERE"
                    + " run_id = '"
                    + runId
                    + "'), w AS (SELECT min(t) + 1000 * "
                    + STEADY_FROM_S
                    + " AS a, max(t) AS b FROM e) SELECT count(*), any_value(b - a) FROM e, w"
                    + " WHERE t + latency_ms BETWEEN a AND b")
            .get(0);
    double seconds = Long.parseLong(row.get(1)) / 1000.0;
    System.out.printf("%s: %s problems in %.1f s of steady state%n", runId, row.get(0), seconds);
    assertThat(seconds).isGreaterThanOrEqualTo(60);
    return Long.parseLong(row.get(0)) / seconds;
  }

  @Test
  void driverOfAMillionProblemsNeedsNoMoreMemoryThanOneOfTenThousand() throws Exception {
    long small = driverMegabytes(10_000);
    long large = driverMegabytes(1_000_000);
    System.out.printf(
        "Live heap of the driver after the first commit: %d MB with 10,000 problems, %d MB with"
            + " 1,000,000%n",
        small, large);
    assertThat(large - small).isLessThan(64);
  }

  private long driverMegabytes(int count) throws Exception {
    String runId = "memory-" + count;
    List<String> arguments =
        arguments(problems(count), runId, List.of("llm.default.provider=scripted"));
    arguments.addAll(List.of("--method", "cot"));
    Map<String, String> spark = Map.of("spark.executor.cores", "1", "spark.cores.max", "2");
    try (TestProcess run = cluster.submit(spark, arguments)) {
      Path success = folder.resolve("runs/episodes/run_id=" + runId + "/_SUCCESS");
      run.await(() -> Files.exists(success));
      long pid = run.descendantWith("org.apache.spark.deploy.SparkSubmit");
      jcmd(pid, "GC.run");
      Matcher used = Pattern.compile("used (\\d+)K").matcher(jcmd(pid, "GC.heap_info"));
      assertThat(used.find()).isTrue();
      run.terminate();
      return Long.parseLong(used.group(1)) / 1024;
    }
  }

  private static String jcmd(long pid, String command) throws IOException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                Long.toString(pid),
                command)
            .redirectErrorStream(true)
            .start();
    return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }

  private static List<String> arguments(Path data, String runId, List<String> settings) {
    List<String> arguments = new ArrayList<>(List.of("evaluate", "--data", "gsm8k=" + data));
    arguments.addAll(List.of("--run-id", runId, "--out", folder.resolve("runs").toString()));
    settings.forEach(setting -> arguments.addAll(List.of("--set", setting)));
    return arguments;
  }

  private static Path problems(int count) throws IOException {
    Path file = folder.resolve("problems-" + count + ".jsonl");
    if (Files.notExists(file)) {
      try (BufferedWriter out = Files.newBufferedWriter(file)) {
        for (int i = 0; i < count; i++) {
          out.write(
              "{\"question\": \"A shop sells "
                  + i
                  + " apples a day. How many does it sell in two days?\", \"answer\": \"2 x "
                  + i
                  + " = "
                  + 2 * i
                  + "\\n#### "
                  + 2 * i
                  + "\"}\n");
        }
      }
    }
    return file;
  }
}
