package org.econspark.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.econspark.cluster.TestProcess;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs that are told to end or submitted twice: each episode is there once. */
class StoppedRunIT {
  /** 36 problems x 3 methods in chunks of four problems; a chunk makes four calls in sequence. */
  private static final long EPISODES = 108;

  @TempDir private Path out;

  @Test
  void terminatedRunKeepsFinishedChunksAndGoesOn() throws Exception {
    // One wave: without what was finished nothing would be kept.
    try (TestProcess victim = submit("terminated", 100, 800)) {
      awaitProgress(victim);
      victim.terminate();
      assertThat(victim.exitCode()).as(victim.log()).isEqualTo(130);
      assertThat(victim.log()).contains("econ: Run 'terminated' was interrupted");
    }
    assertThat(count("terminated")).isBetween(12L, EPISODES - 1);
    assertThat(state("terminated")).isEqualTo("interrupted");

    assertEnds("terminated", 800);
    assertThat(state("terminated")).isEqualTo("done");
    assertEnds("undisturbed", 10);
    assertSameResults("terminated", "undisturbed");
  }

  @Test
  void ofTwoSubmissionsAtOnceOnePlaysAndTheOtherLeaves() throws Exception {
    // Whichever plays goes on until the other has left, however slowly that one starts.
    Path gate = out.resolve("gate");
    String held = "llm.default.options.gate=" + gate;
    try (TestProcess first = submit("twice", 2, 100, held);
        TestProcess second = submit("twice", 2, 100, held)) {
      first.await(() -> !first.isAlive() || !second.isAlive());
      Files.createFile(gate);
      List<Integer> codes = List.of(first.exitCode(), second.exitCode());
      assertThat(codes).as(first.log()).containsExactlyInAnyOrder(0, 7);
      assertThat(first.log()).contains("econ: Cannot play run 'twice': process ");
    }
    assertThat(count("twice")).isEqualTo(EPISODES);
    assertThat(state("twice")).isEqualTo("done");
  }

  private void awaitProgress(TestProcess run) throws Exception {
    // Progress lines come every ten seconds.
    run.await(Pattern.compile("\n([1-9]\\d*/108 episodes)"));
  }

  private void assertSameResults(String runId, String other) {
    String episodes = "benchmark, method, problem_id, repeat, answer, correct";
    String responses = "benchmark, method, problem_id, repeat, stage, agent, round, text, seed";
    assertThat(rows("episodes", episodes, runId))
        .hasSize((int) EPISODES)
        .isEqualTo(rows("episodes", episodes, other));
    assertThat(rows("responses", responses, runId)).isEqualTo(rows("responses", responses, other));
  }

  private List<List<String>> rows(String table, String columns, String runId) {
    return DuckDb.query(
        out,
        "SELECT " + columns + " FROM $" + table + " WHERE run_id = '" + runId + "' ORDER BY ALL");
  }

  private long count(String runId) {
    return Long.parseLong(
        DuckDb.value(out, "SELECT count(*) FROM $episodes WHERE run_id = '" + runId + "'"));
  }

  private String state(String runId) {
    return DuckDb.value(out, "SELECT state FROM $manifest WHERE run_id = '" + runId + "'");
  }

  private void assertEnds(String runId, int latencyMs) throws Exception {
    try (TestProcess run = submit(runId, 2, latencyMs)) {
      assertThat(run.exitCode()).as(run.log()).isZero();
    }
  }

  private TestProcess submit(String runId, int waveChunks, int latencyMs, String... more)
      throws Exception {
    Path data = out.resolve("problems.jsonl");
    if (Files.notExists(data)) {
      Files.write(
          data,
          IntStream.range(0, 36)
              .mapToObj(i -> "{\"question\":\"How much is 0 x " + i + "?\",\"answer\":\"#### 0\"}")
              .toList());
    }
    List<String> arguments = new ArrayList<>(List.of("evaluate", "--data", "gsm8k=" + data));
    for (String setting :
        List.of(
            "llm.default.provider=fixed-latency",
            "llm.default.options.latency-ms=" + latencyMs,
            "run.chunk-size=4",
            "run.wave-chunks=" + waveChunks)) {
      arguments.addAll(List.of("--set", setting));
    }
    for (String setting : more) {
      arguments.addAll(List.of("--set", setting));
    }
    arguments.addAll(List.of("--run-id", runId, "--out", out.toString()));
    return TestProcess.application(out.resolve(runId + ".log"), List.of(), arguments);
  }
}
