package org.econspark.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.econspark.cluster.TestProcess;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run that is killed is completed by submitting it again. */
class KilledRunIT {
  @TempDir private Path out;

  @Test
  void killedRunIsCompletedWithTheAnswersOfAnUndisturbedOne() throws Exception {
    try (TestProcess victim = start("killed")) {
      victim.await(this::hasEpisodes);
      victim.killAll();
    }
    long before = count("killed");
    assertThat(before).as("the kill came in the middle").isBetween(1L, 143L);

    assertThat(finish("killed")).isZero();
    assertThat(finish("undisturbed")).isZero();

    assertThat(count("killed")).isEqualTo(144);
    assertThat(rows("episodes", "problem_id, method, repeat, answer, correct", "killed"))
        .isEqualTo(rows("episodes", "problem_id, method, repeat, answer, correct", "undisturbed"));
    assertThat(rows("responses", "problem_id, method, stage, agent, text, seed", "killed"))
        .isEqualTo(
            rows("responses", "problem_id, method, stage, agent, text, seed", "undisturbed"));
  }

  private boolean hasEpisodes() {
    return Files.exists(out.resolve("episodes/run_id=killed/_SUCCESS")) && count("killed") > 0;
  }

  private long count(String runId) {
    return Long.parseLong(
        DuckDb.value(out, "SELECT count(*) FROM $episodes WHERE run_id = '" + runId + "'"));
  }

  private List<List<String>> rows(String table, String columns, String runId) {
    return DuckDb.query(
        out,
        "SELECT " + columns + " FROM $" + table + " WHERE run_id = '" + runId + "' ORDER BY ALL");
  }

  private int finish(String runId) throws IOException, InterruptedException {
    try (TestProcess run = start(runId)) {
      return run.exitCode();
    }
  }

  private TestProcess start(String runId) throws IOException {
    return TestProcess.application(
        out.resolve(runId + ".log"),
        List.of(),
        List.of(
            "evaluate",
            "--benchmark",
            "mini-gsm8k,mini-math",
            "--limit",
            "24",
            "--set",
            "run.chunk-size=4",
            "--set",
            "run.wave-chunks=2",
            "--run-id",
            runId,
            "--out",
            out.toString()));
  }
}
