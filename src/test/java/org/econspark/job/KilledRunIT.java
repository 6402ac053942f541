package org.econspark.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run that is killed is completed by submitting it again. */
class KilledRunIT {
  private static final Duration PATIENCE = Duration.ofMinutes(4);

  @TempDir private Path out;

  @Test
  void killedRunIsCompletedWithTheAnswersOfAnUndisturbedOne() throws Exception {
    Process victim = start("killed");
    waitForFirstEpisodes(victim);
    victim.destroyForcibly().waitFor();
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
    Process process = start(runId);
    assertThat(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
    return process.exitValue();
  }

  /** The command in a JVM of its own, as the launcher starts it. */
  private Process start(String runId) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("@" + Path.of("conf", "java-options.txt").toAbsolutePath());
    command.add("-Xmx1g");
    command.add("-Dspark.master=local[2]");
    command.add("-Dspark.ui.enabled=false");
    command.add("-cp");
    command.add(System.getProperty("java.class.path"));
    command.add("org.econspark.job.Main");
    command.addAll(
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
    File log = out.resolve(runId + ".log").toFile();
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(log))
        .start();
  }

  private void waitForFirstEpisodes(Process process) throws IOException, InterruptedException {
    Instant end = Instant.now().plus(PATIENCE);
    Path episodes = out.resolve("episodes/run_id=killed");
    while (Instant.now().isBefore(end) && process.isAlive()) {
      if (Files.exists(episodes.resolve("_SUCCESS")) && hasParquet(episodes)) {
        return;
      }
      Thread.sleep(20);
    }
    throw new AssertionError("no episodes; see " + Files.readString(out.resolve("killed.log")));
  }

  private static boolean hasParquet(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.anyMatch(file -> file.toString().endsWith(".parquet"));
    }
  }
}
