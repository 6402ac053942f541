package org.econspark.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the search for fixed controls prints is a settings file that plays them. */
class FixedControlsIT {
  private static final Pattern TEMPERATURE = Pattern.compile("temperature = ([\\d.]+)");

  @TempDir private Path out;

  @Test
  void evaluatePlaysTheControlsThatWereFound() throws Exception {
    CommandLineRun search = run("train", "--method", "econ-fixed", "--run-id", "search");

    assertThat(search.exitCode()).as(search.err()).isZero();
    // Three finalists as comments, and the best of them as a setting.
    List<String> lines = search.out().lines().toList();
    assertThat(lines).hasSize(4);
    assertThat(lines.subList(0, 3)).allMatch(line -> line.matches("# [\\d.]+ % of 4 right .*"));
    assertThat(lines.get(0)).endsWith(lines.get(3));

    Path found = Files.writeString(out.resolve("fixed.conf"), search.out());
    CommandLineRun played =
        run("evaluate", "--conf", found.toString(), "--method", "econ-fixed", "--limit", "2");
    assertThat(played.exitCode()).as(played.err()).isZero();
    Matcher temperature = TEMPERATURE.matcher(lines.get(3));
    assertThat(temperature.find()).isTrue();
    assertThat(
            DuckDb.query(
                out,
                "SELECT DISTINCT round(temperature, 3) FROM $responses WHERE role = 'executor'"))
        .singleElement()
        .satisfies(
            row ->
                assertThat(Double.parseDouble(row.get(0)))
                    .isEqualTo(Double.parseDouble(temperature.group(1))));
  }

  private CommandLineRun run(String command, String... more) {
    List<String> arguments =
        SmallTeam.commandLine(
            List.of(
                command,
                "--set",
                "training.validation-limit=4",
                "--set",
                "training.grid=2",
                "--out",
                out.toString()),
            SmallTeam.PLAY,
            List.of(more));
    return CommandLineRun.of(arguments.toArray(String[]::new));
  }
}
