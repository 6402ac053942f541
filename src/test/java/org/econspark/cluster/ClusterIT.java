package org.econspark.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.econspark.job.DuckDb;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * The application on a real standalone cluster: two workers with two GPUs each, one executor a GPU.
 * Prints what killed processes cost.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ClusterIT {
  private static final int PROBLEMS = 96;

  /** Strategy, three answers and commitment. */
  private static final int CALLS = 5 * PROBLEMS;

  private static final Map<String, String> GPU_EXECUTORS =
      Map.of(
          "spark.executor.cores", "1",
          "spark.executor.resource.gpu.amount", "1",
          "spark.task.resource.gpu.amount", "1",
          // A lost machine is noticed by its closed connection, not by this.
          "spark.network.timeout", "120s");

  @TempDir private static Path folder;
  private StandaloneCluster cluster;
  private TestProcess victim;

  @BeforeAll
  void startClusterAndPlayOnceInOneProcess() throws Exception {
    Files.write(
        folder.resolve("problems.jsonl"),
        IntStream.range(0, PROBLEMS)
            .mapToObj(i -> "{\"question\":\"How much is " + i + " + 1?\",\"answer\":\"#### 3\"}")
            .toList());
    cluster = StandaloneCluster.start(folder);
    cluster.addWorker(2, "0", "1");
    victim = cluster.addWorker(2, "2", "3");
    cluster.awaitWorkers();
  }

  @AfterAll
  void stopCluster() {
    cluster.close();
  }

  @Test
  void fourGpusShareTheWorkAndAnswersEqualThoseOfOneProcess() throws Exception {
    Path events = Files.createDirectory(folder.resolve("events"));
    Map<String, String> spark = new HashMap<>(GPU_EXECUTORS);
    spark.put("spark.eventLog.enabled", "true");
    spark.put("spark.eventLog.dir", events.toUri().toString());

    Path metrics = Files.createDirectory(folder.resolve("metrics"));
    spark.put("spark.metrics.conf.driver.sink.csv.class", "org.apache.spark.metrics.sink.CsvSink");
    spark.put("spark.metrics.conf.driver.sink.csv.period", "1");
    spark.put("spark.metrics.conf.driver.sink.csv.directory", metrics.toString());

    try (TestProcess run = cluster.submit(spark, arguments("gpus", 200))) {
      assertThat(run.exitCode()).as(run.log()).isZero();
      assertEventsAreLogged(run.log());
    }
    assertMetricsNameEpisodesAndTokens(metrics);
    assertEndsWell(cluster.submitLocally(arguments("local", 5)));

    assertSameAnswers("gpus", "local");
    List<List<String>> shares =
        query(
            "SELECT gpu_address, count(*) FROM $responses WHERE run_id = 'gpus' GROUP BY ALL"
                + " ORDER BY ALL");
    System.out.println("Calls by GPU address: " + shares);
    assertThat(shares).extracting(row -> row.get(0)).containsExactly("0", "1", "2", "3");
    assertThat(shares)
        .allSatisfy(
            row -> assertThat(Integer.parseInt(row.get(1))).isBetween(CALLS / 8, CALLS / 2));
    assertThat(query("SELECT DISTINCT device FROM $responses WHERE run_id = 'gpus'"))
        .as("the stand-in computes nothing on a GPU")
        .containsExactly(List.of("cpu"));
    for (String table : List.of("episodes", "responses")) {
      assertThat(resultFiles(table, "gpus")).as("one file a wave").isEqualTo(3);
    }
    assertHistoryServerNamesTheJobs(events);
  }

  private static long resultFiles(String table, String runId) throws IOException {
    try (Stream<Path> all = Files.walk(folder.resolve("runs/" + table + "/run_id=" + runId))) {
      return all.filter(file -> file.toString().endsWith(".parquet")).count();
    }
  }

  @Test
  void killedWorkerAndItsExecutorsLoseNothing() throws Exception {
    try (TestProcess run = cluster.submit(GPU_EXECUTORS, arguments("worker-killed", 400))) {
      awaitCalls(run, "worker-killed", CALLS / 4);
      victim.killAll();
      assertThat(run.exitCode()).as(run.log()).isZero();
    }
    report("worker-killed", "a worker with two executors killed");
    assertSameAnswers("worker-killed", undisturbed());
    victim = cluster.addWorker(2, "2", "3");
    cluster.awaitWorkers();
  }

  @Test
  void killedDriverLosesAtMostTheChunksUnderWay() throws Exception {
    long kept;
    try (TestProcess run = cluster.submit(GPU_EXECUTORS, arguments("driver-killed", 400))) {
      run.await(() -> episodes("driver-killed") > 0);
      run.killAll();
      kept = episodes("driver-killed");
    }
    assertThat(kept).isBetween(1L, PROBLEMS - 1L);
    assertEndsWell(cluster.submit(GPU_EXECUTORS, arguments("driver-killed", 400)));

    System.out.println("Driver killed after " + kept + " of " + PROBLEMS + " episodes");
    report("driver-killed", "the driver killed and the run submitted again");
    assertSameAnswers("driver-killed", undisturbed());
  }

  /** Spark starts a copy of a task on another machine only, see {@link StandaloneCluster}. */
  @Test
  @EnabledOnOs(OS.LINUX)
  void slowTaskIsPlayedAgainElsewhereAndCountsOnce() throws Exception {
    Path events = Files.createDirectory(folder.resolve("speculation-events"));
    Map<String, String> spark = new HashMap<>(GPU_EXECUTORS);
    spark.put("spark.eventLog.enabled", "true");
    spark.put("spark.eventLog.dir", events.toUri().toString());
    spark.put("spark.speculation", "true");
    List<String> arguments = arguments("speculation", 200);
    for (String setting :
        List.of(
            "llm.default.options.straggler=\"" + folder.resolve("straggler") + "\"",
            "llm.default.options.straggler-ms=" + Duration.ofMinutes(2).toMillis())) {
      arguments.addAll(List.of("--set", setting));
    }
    assertEndsWell(cluster.submit(spark, arguments));

    assertThat(copiedTasks(events)).isPositive();
    report("speculation", "one executor far slower than the others");
    assertSameAnswers("speculation", undisturbed());
  }

  private static long copiedTasks(Path eventLogs) throws IOException {
    try (Stream<Path> files = Files.list(eventLogs)) {
      return Files.readAllLines(files.findFirst().orElseThrow()).stream()
          .filter(line -> line.startsWith("{\"Event\":\"SparkListenerTaskStart\""))
          .filter(line -> line.contains("\"Speculative\":true"))
          .count();
    }
  }

  @Test
  void gpuThatCannotBeUsedIsAnErrorAndNotACpuRun() throws Exception {
    List<String> arguments =
        List.of(
            "evaluate",
            "--data",
            "gsm8k=" + folder.resolve("problems.jsonl"),
            "--limit",
            "1",
            "--method",
            "cot",
            "--out",
            folder.resolve("runs").toString(),
            "--run-id",
            "no-cuda");
    try (TestProcess run = cluster.submit(GPU_EXECUTORS, arguments)) {
      assertThat(run.exitCode()).as(run.log()).isEqualTo(5);
      assertThat(run.log()).contains("econ: Cannot use device cuda:").contains("onnxruntime_gpu");
    }
  }

  private String undisturbed() throws Exception {
    if (Files.notExists(folder.resolve("runs/summary/run_id=local"))) {
      assertEndsWell(cluster.submitLocally(arguments("local", 5)));
    }
    return "local";
  }

  private static void assertEventsAreLogged(String log) throws IOException {
    List<JsonNode> events = new ArrayList<>();
    for (String line : log.lines().filter(l -> l.startsWith("{\"time\"")).toList()) {
      events.add(new ObjectMapper().readTree(line));
    }
    assertThat(events).extracting(e -> e.get("run").asText()).containsOnly("gpus");
    assertThat(events)
        .extracting(e -> e.get("event").asText())
        .startsWith("started", "committed", "progress")
        .endsWith("ended");
    assertThat(events.get(events.size() - 2).get("episodes_done").asInt()).isEqualTo(PROBLEMS);
  }

  private static void assertMetricsNameEpisodesAndTokens(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      List<String> names = files.map(file -> file.getFileName().toString()).toList();
      assertThat(names)
          .anyMatch(name -> name.endsWith(".driver.econ.episodes.failed.csv"))
          .anyMatch(name -> name.endsWith(".driver.econ.tokens.completion.csv"));
      Path done =
          folder.resolve(
              names.stream().filter(n -> n.endsWith(".econ.episodes.done.csv")).findAny().get());
      List<String> lines = Files.readAllLines(done);
      assertThat(lines.get(lines.size() - 1)).endsWith("," + PROBLEMS);
    }
  }

  private void assertHistoryServerNamesTheJobs(Path events) throws Exception {
    try (TestProcess history = cluster.historyServer(events)) {
      String address =
          history
              .await(Pattern.compile("started at (http://[^\\s:]+:\\d+)"))
              .replaceFirst("//[^:]+:", "//127.0.0.1:");
      JsonNode applications = get(history, address + "/api/v1/applications");
      String id = applications.get(0).get("id").asText();
      List<String> descriptions = new ArrayList<>();
      get(history, address + "/api/v1/applications/" + id + "/jobs")
          .forEach(job -> descriptions.add(job.path("description").asText()));
      assertThat(descriptions)
          .anyMatch(d -> d.equals("evaluate gpus: play wave 1 of 3, gsm8k, econ-fixed"))
          .anyMatch(d -> d.startsWith("evaluate gpus: commit wave 3 of 3"));
    }
  }

  private static JsonNode get(TestProcess server, String address) throws Exception {
    HttpResponse<String> response = null;
    // The server reads its folder some seconds after it has started.
    for (int i = 0; i < 100; i++) {
      response =
          HttpClient.newHttpClient()
              .send(
                  HttpRequest.newBuilder(URI.create(address)).build(),
                  HttpResponse.BodyHandlers.ofString());
      if (response.statusCode() == 200 && response.body().length() > 10) {
        return new ObjectMapper().readTree(response.body());
      }
      Thread.sleep(200);
    }
    throw new AssertionError(
        String.format("%s: %s%n%s%n%s", address, response, response.body(), server.log()));
  }

  private void assertSameAnswers(String runId, String other) {
    String episodes = "problem_id, method, repeat, attempt, answer, correct";
    String responses = "problem_id, method, repeat, stage, agent, round, text, seed";
    assertThat(rows("episodes", episodes, runId))
        .hasSize(PROBLEMS)
        .isEqualTo(rows("episodes", episodes, other));
    assertThat(rows("responses", responses, runId))
        .hasSize(CALLS)
        .isEqualTo(rows("responses", responses, other));
  }

  private void report(String runId, String what) {
    long made = calls(runId);
    System.out.printf(
        "With %s: %d calls needed, %d made, %d repeated (%.1f %%), 0 episodes lost%n",
        what, CALLS, made, made - CALLS, 100.0 * (made - CALLS) / CALLS);
    assertThat(made).isBetween((long) CALLS, 2L * CALLS);
  }

  private void awaitCalls(TestProcess run, String runId, long atLeast) throws Exception {
    run.await(() -> calls(runId) >= atLeast);
  }

  private static long calls(String runId) {
    try (Stream<Path> files = Files.list(folder.resolve("calls-" + runId))) {
      long lines = 0;
      for (Path file : files.toList()) {
        lines += Files.readAllLines(file).size();
      }
      return lines;
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static long episodes(String runId) {
    Path table = folder.resolve("runs/episodes/run_id=" + runId);
    return Files.exists(table.resolve("_SUCCESS"))
        ? Long.parseLong(
            query("SELECT count(*) FROM $episodes WHERE run_id = '" + runId + "'").get(0).get(0))
        : 0;
  }

  private static List<List<String>> rows(String table, String columns, String runId) {
    return query(
        "SELECT " + columns + " FROM $" + table + " WHERE run_id = '" + runId + "' ORDER BY ALL");
  }

  private static List<List<String>> query(String sql) {
    return DuckDb.query(folder.resolve("runs"), sql);
  }

  private static void assertEndsWell(TestProcess submitted) throws Exception {
    try (submitted) {
      assertThat(submitted.exitCode()).as(submitted.log()).isZero();
    }
  }

  /** 24 chunks of four problems in three waves; three calls one after another for each chunk. */
  private static List<String> arguments(String runId, int latencyMs) throws IOException {
    Path calls = Files.createDirectories(folder.resolve("calls-" + runId));
    List<String> arguments = new ArrayList<>();
    arguments.addAll(List.of("evaluate", "--data", "gsm8k=" + folder.resolve("problems.jsonl")));
    arguments.addAll(List.of("--method", "econ-fixed", "--run-id", runId));
    arguments.addAll(List.of("--out", folder.resolve("runs").toString()));
    for (String setting :
        List.of(
            "run.baseline=econ-fixed",
            "run.chunk-size=4",
            "run.wave-chunks=8",
            "llm.default.provider=fixed-latency",
            "llm.default.options.latency-ms=" + latencyMs,
            "llm.default.options.default=\"\\\\boxed{{seed}}\"",
            "llm.default.options.calls=\"" + calls + "\"")) {
      arguments.addAll(List.of("--set", setting));
    }
    return arguments;
  }
}
