package org.econspark.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
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
  private LoadRuns runs;
  private LoadServer server;

  @BeforeEach
  void start() throws IOException {
    runs = new LoadRuns(out);
    server = runs.server();
  }

  @AfterEach
  void stop() {
    runs.close();
  }

  @Test
  void faultsChangeNoAnswerAndASecondRunAsksNothing() {
    CommandLineRun clean = run("clean", "cache.enabled=false");
    assertThat(clean.exitCode()).as(clean.err()).isZero();
    assertThat(server.account().calls()).as("econ-fixed: 5 calls").isEqualTo(300);

    server.faults(Faults.MANY);
    CommandLineRun faulty = run("faulty", "llm.default.timeout=2s");
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

  @Test
  void trainingEndsWhereItsEndpointIsGoneAndGoesOnWhenItIsBack() throws Exception {
    CompletableFuture<CommandLineRun> run =
        CompletableFuture.supplyAsync(
            () ->
                train(
                    "lost-training",
                    "--set",
                    "training.epochs=40",
                    "--set",
                    "llm.default.give-up-after=1s"));
    runs.awaitCalls(150);
    server.die();
    CommandLineRun lost = run.get(90, TimeUnit.SECONDS);
    assertThat(lost.exitCode()).as(lost.err()).isEqualTo(5);
    assertThat(lost.err()).contains("An endpoint was lost").contains("--resume");

    CommandLineRun absent = train("lost-training", "--resume");
    assertThat(absent.exitCode()).as(absent.err()).isEqualTo(5);
    assertThat(absent.err()).contains("Cannot reach http://127.0.0.1");

    server.comeBack();
    CommandLineRun resumed = train("lost-training", "--resume", "--set", "training.epochs=3");
    assertThat(resumed.exitCode()).as(resumed.err()).isZero();
    assertThat(resumed.out()).contains("best in validation: epoch");
  }

  private CommandLineRun train(String id, String... more) {
    List<String> args = new ArrayList<>(List.of("train", "--benchmark", "mini-svamp"));
    args.addAll(runs.onServer(id));
    args.addAll(
        List.of(
            "--set",
            "llm.embedder={provider=embedded,model=mini-s}",
            "--set",
            "training={epochs=1,episodes=8,validation-limit=4}",
            "--set",
            "learning.update-interval=4"));
    args.addAll(List.of(more));
    return CommandLineRun.of(args.toArray(String[]::new));
  }

  @Test
  void serverThatComesBackCostsNoProblemAndOneThatStaysAwayEndsTheRun() throws Exception {
    CompletableFuture<CommandLineRun> run =
        CompletableFuture.supplyAsync(
            () -> run("outage", "cache.enabled=false", "llm.default.max-concurrency=2"));
    runs.awaitCalls(100);
    server.die();
    TimeUnit.SECONDS.sleep(6);
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
                    "run.seed=2",
                    "llm.default.give-up-after=1s",
                    "llm.default.max-concurrency=2",
                    "run.chunk-size=8",
                    "run.wave-chunks=2"));
    runs.awaitCalls(before + 160);
    server.die();
    CommandLineRun failed = lost.get(90, TimeUnit.SECONDS);
    assertThat(failed.exitCode()).as(failed.err()).isEqualTo(5);
    assertThat(failed.err()).contains("An endpoint was lost").contains("give-up-after");
    long done = server.account().answeredCalls() - before;

    server.comeBack();
    CommandLineRun rest = run("lost", "run.seed=2", "run.chunk-size=8");
    assertThat(rest.exitCode()).as(rest.err()).isZero();
    long paidAgain = server.account().answeredCalls() - before - 300;
    assertThat(paidAgain)
        .as("of %s answers before the loss, those under way then", done)
        .isLessThanOrEqualTo(10);
  }

  @Test
  void tokenBudgetIsPassedByLessThanAWaveAndTheRestIsPaidOnce() {
    int budget = 15_000;
    int wave = 8;
    CommandLineRun ended = runInWavesOf(wave, budget);
    assertThat(ended.exitCode()).as(ended.err()).isEqualTo(6);
    assertThat(ended.err()).contains("run.max-tokens");
    List<List<String>> costs =
        DuckDb.query(
            out,
            "SELECT sum(prompt_tokens + completion_tokens) FROM $responses GROUP BY problem_id"
                + " ORDER BY 1 DESC");
    List<Long> tokens = costs.stream().map(row -> Long.parseLong(row.get(0))).toList();
    long used = tokens.stream().mapToLong(t -> t).sum();
    long dearestWave = tokens.stream().limit(wave).mapToLong(t -> t).sum();
    assertThat(used).isGreaterThanOrEqualTo(budget).isLessThan(budget + dearestWave);
    long paid = server.account().answeredCalls();
    assertThat(paid).as("what was paid for is kept").isEqualTo(5L * tokens.size()).isLessThan(300);

    CommandLineRun more = runInWavesOf(wave, 100 * budget);
    assertThat(more.exitCode()).as(more.err()).isZero();
    assertThat(server.account().answeredCalls()).isEqualTo(300);
  }

  private CommandLineRun runInWavesOf(int problems, int tokens) {
    return run(
        "tokens",
        "cache.enabled=false",
        "run.chunk-size=" + problems,
        "run.wave-chunks=1",
        "run.max-tokens=" + tokens);
  }

  @Test
  void unreachableEndpointAndRefusedBudgetHaveTheirExitCodes() {
    CommandLineRun budget =
        run(
            "budget",
            "run.max-cost-usd=0.002",
            "prices.load={prompt=10,completion=20}",
            "run.chunk-size=8",
            "run.wave-chunks=1");
    assertThat(budget.exitCode()).as(budget.err()).isEqualTo(6);
    assertThat(budget.err()).contains("run.max-cost-usd");
    assertThat(
            Double.parseDouble(
                DuckDb.value(out, "SELECT sum(cost_usd) FROM $episodes WHERE run_id = 'budget'")))
        .isGreaterThan(0.002);
    CommandLineRun more =
        run("budget", "prices.load={prompt=10,completion=20}", "run.chunk-size=8");
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
    List<LoadServer> agents =
        List.of(runs.anotherServer(8, 10), runs.anotherServer(8, 10), runs.anotherServer(8, 10));
    String executors =
        agents.stream()
            .map(s -> "{base-url=\"" + s.url() + "\"}")
            .reduce((a, b) -> a + "," + b)
            .orElseThrow();
    CommandLineRun run = run("mixed", "llm.executors=[" + executors + "]");
    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(agents).allMatch(s -> s.account().calls() == 60);
    assertThat(server.account().calls()).as("strategies and commitments").isEqualTo(120);
  }

  private CommandLineRun run(String id, String... settings) {
    return runs.evaluate(id, "econ-fixed", settings);
  }
}
