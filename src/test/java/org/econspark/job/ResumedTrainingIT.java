package org.econspark.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.commons.codec.digest.DigestUtils;
import org.econspark.cluster.TestProcess;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Training that is killed and stopped goes on as if it had not been. */
class ResumedTrainingIT {
  @TempDir private Path out;

  @Test
  void killedAndStoppedTrainingEndsLikeAnUndisturbedOne() throws Exception {
    try (TestProcess victim = start("stopped")) {
      victim.await(() -> checkpointed(1));
      victim.killAll();
    }
    try (TestProcess stopped = start("stopped", "--resume")) {
      stopped.await(() -> checkpointed(2));
      stopped.terminate();
      // The last epoch may have been finished while the signal was on its way.
      assertThat(stopped.exitCode()).isIn(130, 0);
    }
    assertThat(finish("stopped", "--resume")).isZero();
    assertThat(finish("undisturbed")).isZero();

    assertThat(trainingRows("stopped")).hasSize(4).isEqualTo(trainingRows("undisturbed"));
    assertThat(weights("stopped")).isNotEmpty().isEqualTo(weights("undisturbed"));
  }

  @Test
  void otherSettingsAndAFolderInUseAreRefused() throws Exception {
    assertThat(finish("used", "--epochs", "1")).isZero();

    try (TestProcess again = start("used", "--epochs", "1")) {
      assertThat(again.exitCode()).isEqualTo(2);
      assertThat(again.log()).contains("checkpoints are there already; go on with --resume");
    }
    try (TestProcess other = start("used", "--resume", "--set", "learning.agent-rate=0.5")) {
      assertThat(other.exitCode()).isEqualTo(2);
      assertThat(other.log()).contains("learning.agent-rate: 0.001 -> 0.5");
    }
  }

  private Path checkpoint(String runId, int epoch) {
    return out.resolve(String.format("checkpoints/run_id=%s/epoch-%06d", runId, epoch));
  }

  private boolean checkpointed(int epoch) {
    return Files.exists(checkpoint("stopped", epoch).resolve("manifest.json"));
  }

  private List<List<String>> trainingRows(String runId) {
    return DuckDb.query(
        out,
        "SELECT * EXCLUDE (run_id, rollout_s, coordinator_s, model_s, update_s, process_s) FROM"
            + " $training WHERE run_id = '"
            + runId
            + "' ORDER BY epoch");
  }

  /** Checksums of everything that the learner saved after the last epoch. */
  private Map<String, String> weights(String runId) throws IOException {
    Path learner = checkpoint(runId, 3).resolve("learner");
    Map<String, String> checksums = new TreeMap<>();
    try (Stream<Path> files = Files.list(learner)) {
      files
          .filter(file -> file.toString().endsWith(".bin"))
          .forEach(file -> checksums.put(file.getFileName().toString(), checksum(file)));
    }
    return checksums;
  }

  private static String checksum(Path file) {
    try {
      return DigestUtils.sha256Hex(Files.readAllBytes(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private int finish(String runId, String... more) throws IOException, InterruptedException {
    try (TestProcess run = start(runId, more)) {
      return run.exitCode();
    }
  }

  private TestProcess start(String runId, String... more) throws IOException {
    List<String> arguments =
        SmallTeam.commandLine(
            List.of(
                "train",
                "--set",
                "training.epochs=3",
                "--set",
                "run.chunk-size=4",
                "--set",
                "training={episodes=8,validation-limit=4}",
                "--set",
                "learning.update-interval=4",
                "--run-id",
                runId,
                "--out",
                out.toString()),
            SmallTeam.PLAY,
            SmallTeam.NETWORKS,
            List.of(more));
    return TestProcess.application(out.resolve(runId + ".log"), List.of(), arguments);
  }
}
