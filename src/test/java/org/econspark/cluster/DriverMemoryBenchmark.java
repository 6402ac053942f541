package org.econspark.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The driver's live heap by number of problems, with a scripted model on two executors. It needs
 * what {@link ScalingBenchmark} needs.
 *
 * <pre>java @conf/java-options.txt -cp "target/test-classes:$ECON_TEST_SPARK_HOME/jars/*" \
 *     org.econspark.cluster.DriverMemoryBenchmark [PROBLEMS...]</pre>
 */
public final class DriverMemoryBenchmark implements AutoCloseable {
  private static final Pattern PLANNED = Pattern.compile("(\\d+) episodes to play in \\d+ chunks");
  private static final String COMMITTED = "\"event\":\"committed\"";
  private static final int COMMITS = 3;
  private static final Pattern USED = Pattern.compile("used (\\d+)K");

  private final Path folder;
  private final StandaloneCluster cluster;

  private DriverMemoryBenchmark(Path folder, StandaloneCluster cluster) {
    this.folder = folder;
    this.cluster = cluster;
  }

  /**
   * Starts a cluster.
   *
   * @param folder for its files, the inputs and the results
   */
  static DriverMemoryBenchmark start(Path folder) throws IOException, InterruptedException {
    StandaloneCluster cluster = StandaloneCluster.start(folder);
    cluster.addWorker(2);
    cluster.awaitWorkers();
    return new DriverMemoryBenchmark(folder, cluster);
  }

  /** Prints the table. */
  public static void main(String[] arguments) throws Exception {
    int[] counts =
        arguments.length > 0
            ? Arrays.stream(arguments).mapToInt(Integer::parseInt).toArray()
            : new int[] {10_000, 100_000, 1_000_000};
    List<Measurement> measurements = new ArrayList<>();
    try (DriverMemoryBenchmark benchmark = start(Files.createTempDirectory("econ-memory"))) {
      for (int count : counts) {
        measurements.add(benchmark.measure(count));
      }
    }
    System.out.print(table(measurements));
  }

  /**
   * @param secondsToPlan from submission to the start of the first wave
   * @param plannedMb live heap when the first wave has begun
   * @param committedMb live heap after the given number of commits
   */
  record Measurement(int problems, double secondsToPlan, long plannedMb, List<Long> committedMb) {}

  /** Markdown. */
  static String table(List<Measurement> measurements) {
    StringBuilder table =
        new StringBuilder(
            "| problems | planned after, s | live heap then, MB | after each of the first commits,"
                + " MB |\n|---|---|---|---|\n");
    for (Measurement one : measurements) {
      table.append(
          String.format(
              "| %d | %.0f | %d | %s |%n",
              one.problems(), one.secondsToPlan(), one.plannedMb(), one.committedMb()));
    }
    return table.toString();
  }

  /** Starts a run and ends it after its first commits. */
  Measurement measure(int problems) throws Exception {
    Path data = SyntheticProblems.file(folder, problems);
    List<String> command = new ArrayList<>(List.of("evaluate", "--data", "gsm8k=" + data));
    command.addAll(
        List.of("--run-id", "memory-" + problems, "--out", folder.resolve("runs").toString()));
    command.addAll(List.of("--method", "cot", "--set", "llm.default.provider=scripted"));
    Map<String, String> spark = Map.of("spark.executor.cores", "1", "spark.cores.max", "2");
    long start = System.nanoTime();
    try (TestProcess run = cluster.submit(spark, command)) {
      run.await(PLANNED);
      double seconds = (System.nanoTime() - start) / 1e9;
      long pid = run.descendantWith("org.apache.spark.deploy.SparkSubmit");
      long planned = liveMegabytes(pid);
      List<Long> committed = new ArrayList<>();
      for (int commits = 1; commits <= COMMITS; commits++) {
        int wanted = commits;
        run.await(() -> commits(run) >= wanted);
        committed.add(liveMegabytes(pid));
      }
      run.terminate();
      return new Measurement(problems, seconds, planned, committed);
    }
  }

  private static long commits(TestProcess run) {
    try {
      return run.log().lines().filter(line -> line.contains(COMMITTED)).count();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static long liveMegabytes(long pid) throws IOException {
    jcmd(pid, "GC.run");
    Matcher used = USED.matcher(jcmd(pid, "GC.heap_info"));
    if (!used.find()) {
      throw new IOException("no heap of process " + pid);
    }
    return Long.parseLong(used.group(1)) / 1024;
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

  @Override
  public void close() {
    cluster.close();
  }
}
