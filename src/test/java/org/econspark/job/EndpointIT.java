package org.econspark.job;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.econspark.llm.LoadServer;
import org.econspark.llm.LoadServer.Faults;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whole runs on HTTP endpoints: command line to result tables. */
class EndpointIT {
  private static final String ANSWERS =
      "SELECT problem_id, method, repeat, status, answer, commitment FROM $episodes"
          + " WHERE run_id = '%s' ORDER BY ALL";

  @TempDir private Path out;
  private final List<LoadServer> servers = new ArrayList<>();
  private LoadServer server;
  private Path data;

  @BeforeEach
  void start() throws IOException {
    server = server(32, 20);
    data = out.resolve("problems.jsonl");
    writeProblems(60);
  }

  @AfterEach
  void stop() {
    servers.forEach(LoadServer::close);
  }

  @Test
  void faultsChangeNoAnswerAndASecondRunAsksNothing() {
    CommandLineRun clean = run("clean", "--no-cache");
    assertThat(clean.exitCode()).as(clean.err()).isZero();
    assertThat(server.account().calls()).as("econ-fixed: 5 calls").isEqualTo(300);

    server.faults(Faults.MANY);
    CommandLineRun faulty = run("faulty", "--set", "llm.default.timeout=2s");
    assertThat(faulty.exitCode()).as(faulty.err()).isZero();
    assertThat(DuckDb.query(out, ANSWERS.formatted("faulty")))
        .hasSize(60)
        .allMatch(row -> row.get(3).equals("ok"))
        .isEqualTo(DuckDb.query(out, ANSWERS.formatted("clean")));
    assertThat(
            Long.parseLong(
                DuckDb.value(out, "SELECT sum(attempts) FROM $responses WHERE run_id = 'faulty'")))
        .isGreaterThan(310);

    long before = server.account().calls();
    CommandLineRun again = run("again");
    assertThat(again.exitCode()).as(again.err()).isZero();
    assertThat(server.account().calls()).as("everything is stored").isEqualTo(before);
    assertThat(DuckDb.query(out, ANSWERS.formatted("again")))
        .isEqualTo(DuckDb.query(out, ANSWERS.formatted("clean")));
    assertThat(
            DuckDb.value(
                out,
                "SELECT sum(cached_calls) || ' ' || sum(calls) FROM $episodes"
                    + " WHERE run_id = 'again'"))
        .isEqualTo("300 300");
  }

  @Test
  void trainingAsksNothingTwice() {
    assertThat(train("first").exitCode()).isZero();
    long calls = server.account().calls();
    // Once 8 problems to train on, twice 4 to validate on whose strategies are those of before;
    // five calls a problem.
    assertThat(calls).isBetween(60L, 80L);

    CommandLineRun again = train("again");

    assertThat(again.exitCode()).as(again.err()).isZero();
    assertThat(server.account().calls()).as("everything is stored").isEqualTo(calls);
  }

  private CommandLineRun train(String id) {
    List<String> args = new ArrayList<>(List.of("train", "--benchmark", "mini-svamp"));
    args.addAll(onServer(id));
    args.addAll(
        List.of(
            "--set",
            "llm.embedder={provider=embedded,model=mini-s}",
            "--set",
            "training={epochs=1,episodes=8,validation-limit=4}",
            "--set",
            "learning.update-interval=4"));
    return CommandLineRun.of(args.toArray(String[]::new));
  }

  @Test
  void serverThatComesBackCostsNoProblemAndOneThatStaysAwayEndsTheRun() throws Exception {
    CompletableFuture<CommandLineRun> run =
        CompletableFuture.supplyAsync(
            () -> run("outage", "--no-cache", "--set", "llm.default.max-concurrency=2"));
    awaitCalls(100);
    server.die();
    TimeUnit.SECONDS.sleep(2);
    server.comeBack();
    CommandLineRun ended = run.get(90, TimeUnit.SECONDS);
    assertThat(ended.exitCode()).as(ended.err()).isZero();
    assertThat(DuckDb.value(out, "SELECT count(*) FROM $episodes WHERE status = 'ok'"))
        .isEqualTo("60");

    long before = server.account().answeredCalls();
    CompletableFuture<CommandLineRun> lost =
        CompletableFuture.supplyAsync(
            () ->
                run(
                    "lost",
                    "--seed",
                    "2",
                    "--set",
                    "llm.default.give-up-after=1s",
                    "--set",
                    "llm.default.max-concurrency=2",
                    "--set",
                    "run.chunk-size=8",
                    "--set",
                    "run.wave-chunks=2"));
    awaitCalls(before + 160);
    server.die();
    CommandLineRun failed = lost.get(90, TimeUnit.SECONDS);
    assertThat(failed.exitCode()).as(failed.err()).isEqualTo(5);
    assertThat(failed.err()).contains("An endpoint was lost").contains("give-up-after");
    long done = server.account().answeredCalls() - before;

    server.comeBack();
    CommandLineRun rest = run("lost", "--seed", "2", "--set", "run.chunk-size=8");
    assertThat(rest.exitCode()).as(rest.err()).isZero();
    long paidAgain = server.account().answeredCalls() - before - 300;
    assertThat(paidAgain)
        .as("of %s answers before the loss, those under way then", done)
        .isLessThanOrEqualTo(10);
  }

  @Test
  void unreachableEndpointAndRefusedBudgetHaveTheirExitCodes() {
    CommandLineRun budget =
        run(
            "budget",
            "--set",
            "run.max-cost-usd=0.002",
            "--set",
            "prices.load={prompt=10,completion=20}",
            "--set",
            "run.chunk-size=8",
            "--set",
            "run.wave-chunks=1");
    assertThat(budget.exitCode()).as(budget.err()).isEqualTo(6);
    assertThat(budget.err()).contains("run.max-cost-usd");
    assertThat(
            Double.parseDouble(
                DuckDb.value(out, "SELECT sum(cost_usd) FROM $episodes WHERE run_id = 'budget'")))
        .isGreaterThan(0.002);
    CommandLineRun more =
        run(
            "budget",
            "--set",
            "prices.load={prompt=10,completion=20}",
            "--set",
            "run.chunk-size=8");
    assertThat(more.exitCode()).as(more.err()).isZero();
    assertThat(
            DuckDb.value(
                out, "SELECT count(*) FROM $episodes WHERE run_id = 'budget' AND cost_usd > 0"))
        .isEqualTo("60");

    server.die();
    CommandLineRun absent = run("absent");
    assertThat(absent.exitCode()).isEqualTo(5);
    assertThat(absent.err()).contains("Cannot reach http://127.0.0.1");
  }

  @Test
  void everyAgentHasItsOwnEndpoint() throws IOException {
    List<LoadServer> agents = List.of(server(8, 10), server(8, 10), server(8, 10));
    String executors =
        agents.stream()
            .map(s -> "{base-url=\"" + s.url() + "\"}")
            .reduce((a, b) -> a + "," + b)
            .orElseThrow();
    CommandLineRun run = run("mixed", "--set", "llm.executors=[" + executors + "]");
    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(agents).allMatch(s -> s.account().calls() == 60);
    assertThat(server.account().calls()).as("strategies and commitments").isEqualTo(120);
  }

  private CommandLineRun run(String id, String... more) {
    List<String> args = new ArrayList<>(List.of("--data", "gsm8k=" + data));
    args.addAll(List.of("--method", "econ-fixed"));
    args.addAll(onServer(id));
    args.addAll(List.of(more));
    return CommandLineRun.evaluate(args.toArray(String[]::new));
  }

  private List<String> onServer(String id) {
    return List.of(
        "--run-id",
        id,
        "--out",
        out.toString(),
        "--set",
        "llm.default.provider=openai",
        "--set",
        "llm.default.model=" + LoadServer.MODEL,
        // Calls are counted: none twice because the machine was slow.
        "--set",
        "llm.default.hedge-after=0s",
        "--set",
        "llm.default.base-url=\"" + server.url() + "\"");
  }

  private void awaitCalls(long calls) throws InterruptedException {
    long end = System.nanoTime() + Duration.ofSeconds(60).toNanos();
    while (server.account().answeredCalls() < calls && System.nanoTime() < end) {
      TimeUnit.MILLISECONDS.sleep(5);
    }
    assertThat(server.account().answeredCalls()).isGreaterThanOrEqualTo(calls);
  }

  private LoadServer server(int slots, long latencyMs) throws IOException {
    LoadServer started = new LoadServer(slots, Duration.ofMillis(latencyMs));
    servers.add(started);
    return started;
  }

  private void writeProblems(int count) throws IOException {
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < count; i++) {
      lines.append(
          new ObjectMapper()
              .writeValueAsString(
                  Map.of("question", "How many are " + i + " and 3?", "answer", "It is.\n#### 3")));
      lines.append('\n');
    }
    Files.writeString(data, lines);
  }
}
