package org.econspark.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code runs list} and {@code runs delete}. */
class RunsIT {
  @TempDir private Path runs;

  @BeforeEach
  void copyRuns() throws IOException {
    SmallRuns.copy(runs);
  }

  @Test
  void listsRunsOldestFirst() {
    CommandLineRun listed = command("list");
    assertThat(listed.exitCode()).as(listed.err()).isZero();
    assertThat(listed.out().lines().skip(2).map(line -> line.split(" ")[0]))
        .containsExactly("monday", "tuesday", "trained");
    assertThat(command("list", "--json").out().lines())
        .hasSize(3)
        .anyMatch(line -> line.contains("\"run_id\":\"trained\"") && line.contains("\"epochs\":"))
        .filteredOn(line -> !line.contains("trained"))
        .allMatch(line -> line.contains("\"episodes\":72,\"failed\":0"))
        .allMatch(line -> line.contains("\"methods\":\"cot,econ-fixed,majority\""));
  }

  @Test
  void deletesOneRunFromEveryTableAndKeepsTheOther() throws IOException {
    InventedTables.addEquilibrium(runs, "monday");
    Path checkpoint = Files.createDirectories(runs.resolve("checkpoints/run_id=monday"));
    CommandLineRun deleted = command("delete", "monday", "--yes");
    assertThat(deleted.exitCode()).as(deleted.err()).isZero();
    assertThat(deleted.out()).isEqualTo("deleted monday\n");
    try (Stream<Path> left = Files.walk(runs)) {
      assertThat(left.filter(path -> path.toString().contains("monday")))
          .containsExactly(checkpoint);
    }
    assertThat(command("list", "--json").out().lines()).hasSize(2);
    assertThat(command("delete", "monday", "--yes").err()).contains("Cannot find run 'monday'");
  }

  @Test
  void asksFirst() {
    CommandLineRun unsure = answering("no\n", "delete", "tuesday");
    assertThat(unsure.exitCode()).isEqualTo(2);
    assertThat(unsure.err()).contains("Nothing was deleted").contains("--yes");
    assertThat(runs.resolve("episodes/run_id=tuesday")).exists();
    assertThat(answering("yes\n", "delete", "tuesday").exitCode()).isZero();
    assertThat(runs.resolve("episodes/run_id=tuesday")).doesNotExist();
  }

  @Test
  void refusesARunThatIsBeingPlayed() throws IOException {
    // The claim of a submission on another machine, which shows signs of life.
    Path locks = Files.createDirectories(runs.resolve("_locks/tuesday"));
    String owner = "{\"host\":\"elsewhere\",\"process\":\"1\",\"user\":\"ada\",\"since\":\"now\"}";
    Files.writeString(locks.resolve("claim"), owner);
    Files.writeString(locks.resolve("claim.held"), "");
    CommandLineRun refused = command("delete", "tuesday", "--yes");
    assertThat(refused.exitCode()).as(refused.err()).isEqualTo(7);
    assertThat(refused.err()).contains("process 1 of ada on elsewhere");
    assertThat(runs.resolve("episodes/run_id=tuesday")).exists();
  }

  private CommandLineRun answering(String answer, String... args) {
    InputStream previous = System.in;
    System.setIn(new ByteArrayInputStream(answer.getBytes(StandardCharsets.UTF_8)));
    try {
      return command(args);
    } finally {
      System.setIn(previous);
    }
  }

  private CommandLineRun command(String... more) {
    List<String> args = new ArrayList<>(List.of("runs"));
    args.addAll(List.of(more));
    args.addAll(List.of("--runs", runs.toString()));
    return CommandLineRun.of(args.toArray(String[]::new));
  }
}
