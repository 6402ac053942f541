package org.econspark.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.econspark.job.DuckDb;
import org.econspark.llm.LoadServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Endpoints as two executors of one machine use them, each a process with a GPU of its own. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EndpointClusterIT {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int PROBLEMS = 40;

  @TempDir private static Path folder;
  private StandaloneCluster cluster;

  @BeforeAll
  void startCluster() throws Exception {
    Files.write(
        folder.resolve("problems.jsonl"),
        IntStream.range(0, PROBLEMS)
            .mapToObj(i -> "{\"question\":\"How much is " + i + " + 1?\",\"answer\":\"#### 3\"}")
            .toList());
    cluster = StandaloneCluster.start(folder);
    cluster.addWorker(2, "0", "1");
    cluster.awaitWorkers();
  }

  @AfterAll
  void stopCluster() {
    cluster.close();
  }

  @Test
  void everyExecutorHasAServerWithItsOwnPortAndGpu() throws Exception {
    Path started = folder.resolve("servers.txt");
    Map<Integer, Long> answered = new HashMap<>();
    try (TestProcess run =
        submit(
            "beside",
            "executor:",
            "run.chunk-size=4",
            "server.command=" + JSON.writeValueAsString(serverCommand(started)),
            "server.health-path=/v1/models",
            "server.first-port=8900",
            "server.last-port=8999",
            "server.stop-timeout=1s")) {
      run.await(
          () -> {
            ports(started).forEach(port -> answered.merge(port, answered(port), Math::max));
            return answered.size() == 2 && answered.values().stream().allMatch(n -> n > 0);
          });
      assertThat(run.exitCode()).as(run.log()).isZero();
    }
    assertThat(lines(started)).extracting(line -> line.split(" ")[0]).containsOnly("0", "1");
    assertThat(ports(started)).as("one for each executor").hasSize(2).doesNotHaveDuplicates();
    assertThat(ports(started)).as("gone with their executors").allMatch(port -> answered(port) < 0);
    assertThat(query("SELECT status, count(*) FROM $episodes GROUP BY ALL", "beside"))
        .containsExactly(List.of("ok", Integer.toString(PROBLEMS)));
    assertThat(query("SELECT DISTINCT gpu_address FROM $responses ORDER BY 1", "beside"))
        .containsExactly(List.of("0"), List.of("1"));
  }

  @Test
  void executorsGetTheirPermitsFromTheDriver() throws Exception {
    try (LoadServer server = new LoadServer(8, Duration.ofMillis(20))) {
      // Enough for all calls in the minute, not for twice as many.
      try (TestProcess run =
          submit("ample", server.url(), "llm.default.requests-per-minute=" + 2 * PROBLEMS)) {
        assertThat(run.exitCode()).as(run.log()).isZero();
      }
      assertThat(server.account().answeredCalls()).isEqualTo(PROBLEMS);
    }
  }

  /** Takes longer than the minute that a budget is for. */
  @Test
  @Tag("demonstration")
  void twoExecutorsShareARateBudgetAndLeaveNothingOfIt() throws Exception {
    int budget = 24;
    try (LoadServer server = new LoadServer(8, Duration.ofMillis(20))) {
      // 16 problems for one executor and 24 for the other, at the same time.
      try (TestProcess run =
          submit(
              "shared",
              server.url(),
              "run.chunk-size=8",
              "llm.default.requests-per-minute=" + budget)) {
        assertThat(run.exitCode()).as(run.log()).isZero();
      }
      assertThat(server.account().answeredCalls()).isEqualTo(PROBLEMS);
      assertThat(server.account().mostCallsIn(Duration.ofSeconds(60))).isEqualTo(budget);
    }
    assertThat(query("SELECT DISTINCT gpu_address FROM $responses ORDER BY 1", "shared"))
        .as("both executors played")
        .containsExactly(List.of("0"), List.of("1"));
  }

  private TestProcess submit(String runId, String url, String... settings) throws IOException {
    List<String> arguments = new ArrayList<>();
    arguments.addAll(List.of("evaluate", "--data", "gsm8k=" + folder.resolve("problems.jsonl")));
    arguments.addAll(List.of("--method", "cot", "--run-id", runId));
    arguments.addAll(List.of("--out", folder.resolve("runs").toString()));
    List<String> all = new ArrayList<>(List.of(settings));
    all.addAll(
        List.of(
            "llm.default.provider=openai",
            "llm.default.model=" + LoadServer.MODEL,
            "llm.default.hedge-after=0s",
            "llm.default.base-url=\"" + url + "\""));
    all.forEach(setting -> arguments.addAll(List.of("--set", setting)));
    return cluster.submit(
        Map.of(
            "spark.executor.cores", "1",
            "spark.executor.resource.gpu.amount", "1",
            "spark.task.resource.gpu.amount", "1"),
        arguments);
  }

  /** A load server that first writes down its GPU and its port. */
  private static List<String> serverCommand(Path started) {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    return List.of(
        "bash",
        "-c",
        "echo \"$CUDA_VISIBLE_DEVICES {port}\" >> '"
            + started
            + "'; exec '"
            + java
            + "' -Xmx64m -XX:TieredStopAtLevel=1 -cp '"
            + System.getProperty("java.class.path")
            + "' "
            + LoadServer.class.getName()
            + " --port {port} --slots 2 --latency-ms 100");
  }

  private static List<String> lines(Path started) {
    try {
      return Files.exists(started) ? Files.readAllLines(started) : List.of();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static List<Integer> ports(Path started) {
    return lines(started).stream().map(line -> Integer.parseInt(line.split(" ")[1])).toList();
  }

  /** Calls that the server at a port has answered, -1 if there is none. */
  private static long answered(int port) {
    try {
      JsonNode account = JSON.readTree(URI.create("http://127.0.0.1:" + port + "/stats").toURL());
      return account.path("answered").asLong();
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    } catch (IOException e) {
      return -1;
    }
  }

  private static List<List<String>> query(String sql, String runId) {
    return DuckDb.query(
        folder.resolve("runs"),
        sql.replaceFirst("(FROM \\$\\w+)", "$1 WHERE run_id = '" + runId + "'"));
  }
}
