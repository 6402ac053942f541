package org.econspark.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Certificates of fixed, untrained and trained play, all on the same validation problems. */
class CertificateIT {
  @TempDir private Path out;

  @Test
  void everyWayToPlayIsMeasuredWithItsRegretCurve() {
    CommandLineRun run = train("quantal", "econ-quantal", "--epochs", "3", "--certificate");

    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.out())
        .contains("econ-fixed, epoch 0: mean reward ")
        .contains("econ-quantal-untrained, epoch 0: mean reward ")
        .containsPattern("econ-quantal, epoch [123]: mean reward [\\d.]+, NashConv at least ")
        .containsPattern("agent 1: gap .* critic's gap \\d")
        .containsPattern("regret of training against econ-fixed after each epoch: \\S+ \\S+ \\S+;");
    assertThat(
            DuckDb.query(
                out,
                "SELECT method, count(*), bool_and(abs(nashconv - total) < 1e-9),"
                    + " bool_and(gap_low <= gap AND gap <= gap_high), min(samples),"
                    + " count(critic_gap), count(regret) FROM (SELECT *, sum(gap) OVER (PARTITION"
                    + " BY method) AS total FROM $equilibrium) GROUP BY method ORDER BY method"))
        .containsExactly(
            List.of("econ-fixed", "2", "true", "true", "2", "0", "0"),
            List.of("econ-quantal", "2", "true", "true", "2", "2", "2"),
            List.of("econ-quantal-untrained", "2", "true", "true", "2", "2", "0"));
  }

  @Test
  void anEarlierTrainingAndUntrainedControlsAreMeasuredWithoutTraining() {
    assertThat(train("again", "econ", "--epochs", "0").exitCode()).isZero();

    CommandLineRun run =
        train(
            "again",
            "econ",
            "--epochs",
            "0",
            "--resume",
            "--certificate",
            "--set",
            "training.certificate-limit=6");

    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(DuckDb.query(out, "SELECT DISTINCT method FROM $equilibrium ORDER BY method"))
        .containsExactly(List.of("econ-fixed"), List.of("econ-untrained"));
  }

  @Test
  void tooFewProblemsAreRefusedBeforeTraining() {
    CommandLineRun run =
        train("few", "econ", "--certificate", "--set", "training.certificate-limit=3");

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains("on 3 validation problems: at least 4 are needed");
  }

  private CommandLineRun train(String runId, String method, String... more) {
    List<String> arguments =
        SmallTeam.commandLine(
            List.of(
                "train",
                "--method",
                method,
                "--set",
                "training={episodes=4,validation-limit=4,validation-every=2,certificate-limit=4,"
                    + "certificate-samples=1,grid=2}",
                "--set",
                "learning.update-interval=4",
                "--run-id",
                runId,
                "--out",
                out.toString()),
            SmallTeam.PLAY,
            SmallTeam.NETWORKS,
            List.of(more));
    return CommandLineRun.of(arguments.toArray(String[]::new));
  }
}
