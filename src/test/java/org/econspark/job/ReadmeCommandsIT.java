package org.econspark.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Runs the commands of the README one after the other, as a reader does, in the small form that
 * {@code readme-commands.txt} gives them.
 */
class ReadmeCommandsIT {
  @TempDir private Path folder;

  @Test
  void everyCommandDoesWhatItSays() throws IOException {
    Path runs = SmallRuns.copy(folder.resolve("runs"));
    InventedTables.addWrongRun(runs, "tuesday", "current-20260106");
    InventedTables.addWrongRun(runs, "tuesday", "candidate-20260106");
    Files.writeString(
        folder.resolve("sums.jsonl"),
        "{\"question\": \"What is 2+3?\", \"answer\": \"5\"}\n"
            + "{\"question\": \"What is 4+4?\", \"answer\": \"8\"}\n");
    Files.writeString(
        folder.resolve("questions.jsonl"), "{\"prompt\": \"What is 2+3?\", \"answer\": \"5\"}\n");
    Files.writeString(
        folder.resolve("answers.jsonl"),
        "{\"contains\": \"2+3\", \"answer\": \"I know: \\\\boxed{5}\"}\n");
    Map<String, List<String>> registry = Readme.registry(ReadmeTest.REGISTRY);
    Set<String> played = new LinkedHashSet<>();
    for (Readme.Command command : Readme.commands()) {
      for (String how : registry.getOrDefault(command.text(), List.of())) {
        if (how.startsWith("+") && played.add(command.text())) {
          run(command, how.substring(1).strip());
        }
      }
    }
    assertThat(played).hasSizeGreaterThan(15);
    assertThat(folder.resolve("report.html")).isNotEmptyFile();
  }

  private void run(Readme.Command command, String more) {
    List<String> args = new ArrayList<>(command.job());
    List<String> small = Readme.words(more);
    for (String option : small) {
      // Values of the small form take the place of those on the page.
      while (option.startsWith("--") && !option.equals("--set") && args.contains(option)) {
        int given = args.indexOf(option);
        args.subList(given, given + 2).clear();
      }
    }
    args.addAll(small);
    args.replaceAll(
        arg -> {
          String here = arg.replace("OUT", folder.toString());
          return here.startsWith("runs/") || here.equals("report.html")
              ? folder.resolve(here).toString()
              : here;
        });
    CommandLineRun run = CommandLineRun.of(args.toArray(String[]::new));
    assertThat(run.exitCode()).as("%s: %s", args, run.err()).isZero();
  }
}
