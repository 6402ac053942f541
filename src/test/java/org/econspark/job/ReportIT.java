package org.econspark.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code report} on real runs; what the page does in a browser is tested by src/test/browser. */
class ReportIT {
  /** The browser test opens this one. */
  private static final Path KEPT = Path.of("target/reports/real.html");

  @TempDir private Path folder;

  @Test
  void showsARunAndWhatChanged() throws IOException {
    Path runs = SmallRuns.copy(folder.resolve("runs"));
    CommandLineRun run =
        CommandLineRun.of(
            "report",
            "--runs",
            runs.toString(),
            "--run-id",
            "tuesday",
            "--compare",
            "monday",
            "--training",
            "trained",
            "--out",
            KEPT.toString());
    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.out()).isEqualTo(KEPT + "\n");
    assertThat(Files.readString(KEPT)).contains("<title>ECON run tuesday</title>");
    assertThat(Files.size(KEPT)).isLessThan(2_000_000);
    try (var files = Files.list(KEPT.getParent())) {
      assertThat(files.map(Path::toString)).noneMatch(name -> name.endsWith(".partial"));
    }
  }

  @Test
  void mistakesAreNamedInOneLine() {
    String runs = SmallRuns.folder().toString();
    assertRefused("Cannot find run 'sunday'", "--runs", runs, "--run-id", "sunday");
    assertRefused("Cannot find a run under", "--runs", runs + "/none", "--run-id", "monday");
    assertRefused(
        "Invalid limits --max-mb 0", "--runs", runs, "--run-id", "monday", "--max-mb", "0");
    assertRefused("Missing required option: '--run-id=ID'", "--runs", runs);
  }

  private static void assertRefused(String message, String... options) {
    String[] args = new String[options.length + 1];
    args[0] = "report";
    System.arraycopy(options, 0, args, 1, options.length);
    CommandLineRun run = CommandLineRun.of(args);
    assertThat(run.exitCode()).as(run.err()).isEqualTo(2);
    assertThat(run.err()).contains(message);
    assertThat(run.err().lines()).hasSize(1);
  }
}
