package org.econspark.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code checkpoints} on the checkpoints of a small real training. */
class CheckpointsIT {
  private static final String TRAINED = SmallRuns.folder() + "/checkpoints/run_id=trained";

  @TempDir private Path folder;

  @Test
  void publishesOnceAndRollsBack() {
    String home = folder.resolve("home").toString();
    assertThat(command("list", "--home", home).err()).isEmpty();
    CommandLineRun published = command("publish", TRAINED, "--home", home);
    assertThat(published.exitCode()).as(published.err()).isZero();
    assertThat(published.out()).isEqualTo("1  econ  " + TRAINED + "\n");
    assertThat(command("publish", TRAINED, "--home", home).out())
        .as("again changes nothing")
        .isEqualTo(published.out());
    String epoch = TRAINED + "/epoch-000002";
    assertThat(command("publish", epoch, "--home", home).out())
        .isEqualTo("2  econ  " + epoch + "\n");
    assertThat(command("rollback", "--home", home).out()).isEqualTo("3  econ  " + TRAINED + "\n");
    assertThat(command("list", "--home", home, "--json").out().lines())
        .hasSize(3)
        .last()
        .asString()
        .isEqualTo("{\"number\":3,\"checkpoints\":{\"econ\":\"" + TRAINED + "\"}}");
  }

  @Test
  void pinStaysWhateverIsPublishedLater() {
    String home = folder.resolve("home").toString();
    String pin = folder.resolve("pin").toString();
    assertThat(command("pin", "--home", home, "--to", pin).out()).isEqualTo("1  nothing\n");
    command("publish", TRAINED, "--home", home);
    assertThat(command("pin", "--home", home, "--to", pin).out()).isEqualTo("1  nothing\n");
    String later = folder.resolve("later").toString();
    assertThat(command("pin", "--home", home, "--to", later).out())
        .isEqualTo("1  econ  " + TRAINED + "\n");
  }

  @Test
  void severalLearnedMethodsPlayTogetherEachWithItsOwnPublishedWeights() {
    String out = folder.resolve("runs").toString();
    String home = folder.resolve("home").toString();
    CommandLineRun trained =
        CommandLineRun.of(
            "train",
            "--method",
            "econ-quantal",
            "--benchmark",
            "mini-svamp",
            "--epochs",
            "1",
            "--set",
            "training.episodes=4",
            "--set",
            "training.validation-limit=2",
            "--run-id",
            "quantal",
            "--out",
            out);
    assertThat(trained.exitCode()).as(trained.err()).isZero();
    command("publish", TRAINED, "--home", home);
    command("publish", out + "/checkpoints/run_id=quantal", "--home", home);

    CommandLineRun played =
        CommandLineRun.evaluate(
            "--benchmark",
            "mini-svamp",
            "--limit",
            "2",
            "--method",
            "cot,econ,econ-quantal",
            "--set",
            "checkpoints.home=" + home,
            "--run-id",
            "both",
            "--out",
            out);

    assertThat(played.exitCode()).as(played.err()).isZero();
    assertThat(
            DuckDb.query(
                Path.of(out),
                "SELECT method, count(*) FROM $episodes WHERE method <> 'cot' AND status <>"
                    + " 'failed' GROUP BY ALL ORDER BY ALL"))
        .containsExactly(List.of("econ", "2"), List.of("econ-quantal", "2"));
    assertThat(
            DuckDb.value(
                Path.of(out),
                "SELECT count(*) FROM $manifest WHERE run_id = 'both'"
                    + " AND CAST(models AS VARCHAR) LIKE '%econ-quantal%'"))
        .as("the run knows the weights of both")
        .isEqualTo("1");
  }

  @Test
  void whatIsNoCheckpointIsRefused() {
    CommandLineRun refused =
        command("publish", folder.resolve("none").toString(), "--home", folder + "/home");
    assertThat(refused.exitCode()).isEqualTo(2);
    assertThat(refused.err()).contains("Cannot load checkpoint " + folder.resolve("none"));
  }

  private static CommandLineRun command(String... more) {
    String[] args = new String[more.length + 1];
    args[0] = "checkpoints";
    System.arraycopy(more, 0, args, 1, more.length);
    return CommandLineRun.of(args);
  }
}
