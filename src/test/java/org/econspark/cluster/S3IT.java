package org.econspark.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.econspark.job.DuckDb;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Data and results on S3: the magic committer, and a server that is gone for a while. */
@Tag("s3")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class S3IT {
  private static final int PROBLEMS = 48;
  private static final long AWAY_MS = 20_000;

  @TempDir private static Path folder;
  private S3Server server;

  @BeforeAll
  void startServer() throws Exception {
    server = S3Server.start(folder);
    Files.createDirectories(server.file("data"));
    Files.write(
        server.file("data/problems.jsonl"),
        IntStream.range(0, PROBLEMS)
            .mapToObj(i -> "{\"question\":\"How much is " + i + " + 1?\",\"answer\":\"#### 3\"}")
            .toList());
  }

  @AfterAll
  void stopServer() {
    server.close();
  }

  @Test
  void serverThatIsGoneForTwentySecondsStopsNothingAndTheMagicCommitterCommits() throws Exception {
    try (TestProcess run = evaluate("gone", "s3a://econ/gone", 500)) {
      run.await(() -> Files.exists(server.file("gone/episodes/run_id=gone/_SUCCESS")));
      server.kill();
      TimeUnit.MILLISECONDS.sleep(AWAY_MS);
      server.start();
      assertThat(run.exitCode()).as(run.log()).isZero();
    }
    assertEndsWell(evaluate("local", folder.resolve("local").toString(), 5));

    assertMagic("gone", "gone");
    assertSameAnswers("gone", "gone", "local");
  }

  @Test
  void fileCommitterIsRefused() throws Exception {
    for (String setting :
        List.of(
            "spark.hadoop.fs.s3a.committer.name=file",
            "spark.sql.parquet.output.committer.class="
                + "org.apache.parquet.hadoop.ParquetOutputCommitter")) {
      try (TestProcess run = evaluate("refused", "s3a://econ/refused", 5, "-D" + setting)) {
        assertThat(run.exitCode()).as(run.log()).isEqualTo(2);
        assertThat(run.log())
            .contains("econ: Cannot write results to s3a://econ/refused")
            .contains(setting.substring(setting.indexOf('=') + 1));
      }
    }
    assertThat(server.file("refused")).doesNotExist();
  }

  private void assertMagic(String out, String runId) throws Exception {
    for (String table : List.of("episodes", "responses", "summary", "manifest")) {
      assertThat(server.file(out + "/" + table + "/run_id=" + runId + "/_SUCCESS"))
          .content()
          .as(table)
          .contains("\"committer\" : \"magic\"");
    }
  }

  private void assertSameAnswers(String out, String runId, String local) {
    String sql =
        "SELECT problem_id, stage, agent, text, answer, seed FROM $responses WHERE run_id = '%s'"
            + " ORDER BY ALL";
    assertThat(DuckDb.query(server.file(out), sql.formatted(runId)))
        .hasSize(5 * PROBLEMS)
        .isEqualTo(DuckDb.query(folder.resolve("local"), sql.formatted(local)));
    assertThat(
            DuckDb.query(
                server.file(out), "SELECT count(*), count(DISTINCT problem_id) FROM $episodes"))
        .containsExactly(List.of("" + PROBLEMS, "" + PROBLEMS));
  }

  private static void assertEndsWell(TestProcess run) throws Exception {
    try (run) {
      assertThat(run.exitCode()).as(run.log()).isZero();
    }
  }

  private TestProcess evaluate(String runId, String out, int latencyMs, String... options)
      throws Exception {
    List<String> java = new ArrayList<>(List.of(options));
    server.sparkSettings().forEach((key, value) -> java.add("-D" + key + "=" + value));
    List<String> arguments = new ArrayList<>();
    arguments.addAll(List.of("evaluate", "--data", "gsm8k=s3a://econ/data/problems.jsonl"));
    arguments.addAll(List.of("--method", "econ-fixed", "--run-id", runId, "--out", out));
    for (String setting :
        List.of(
            "run.baseline=econ-fixed",
            "run.chunk-size=4",
            "run.wave-chunks=4",
            "llm.default.provider=fixed-latency",
            "llm.default.options.latency-ms=" + latencyMs,
            "llm.default.options.default=\"\\\\boxed{{seed}}\"")) {
      arguments.addAll(List.of("--set", setting));
    }
    return TestProcess.application(folder.resolve(runId + ".log"), java, arguments);
  }
}
