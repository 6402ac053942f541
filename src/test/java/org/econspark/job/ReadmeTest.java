package org.econspark.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.econspark.spark.SqlScripts;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** What the README says about the command line and about files is so. */
class ReadmeTest {
  private static final Pattern WORD = Pattern.compile("'([^']*)'|\"([^\"]*)\"|(\\S+)");
  private static final Pattern LINK = Pattern.compile("\\]\\(([^)#:]+)\\)");

  @Test
  void everyCommandIsUnderstood() throws IOException {
    List<String> commands = commands();
    assertThat(commands).hasSizeGreaterThan(5);
    for (String line : commands) {
      List<String> words = words(line);
      words.remove(0);
      while (!words.isEmpty()
          && List.of("--master", "--spark", "--properties").contains(words.get(0))) {
        words.subList(0, 2).clear();
      }
      if (words.isEmpty() || words.get(0).startsWith("[") || words.get(0).equals("COMMAND")) {
        continue;
      }
      assertThatCode(() -> new CommandLine(new Main()).parseArgs(words.toArray(String[]::new)))
          .as(line)
          .doesNotThrowAnyException();
    }
  }

  @Test
  void everyQuestionThatIsNamedExists() throws IOException {
    assertThat(commands())
        .filteredOn(line -> line.startsWith("jobs/econ sql "))
        .allSatisfy(
            line -> {
              String name = words(line).get(2);
              assertThat(name.startsWith("-") || SqlScripts.questions().containsKey(name))
                  .as(line)
                  .isTrue();
            });
  }

  @Test
  void everyLinkedFileExists() throws IOException {
    for (String line : lines()) {
      Matcher link = LINK.matcher(line);
      while (link.find()) {
        assertThat(Path.of(link.group(1))).as(line).exists();
      }
    }
  }

  /** Without comments. */
  private static List<String> commands() throws IOException {
    return lines().stream()
        .filter(line -> line.startsWith("    jobs/econ "))
        .map(line -> line.replaceFirst("\\s+#.*$", "").strip())
        .toList();
  }

  private static List<String> lines() throws IOException {
    return Files.readAllLines(Path.of("README.md"));
  }

  /** Words as a shell takes them, as far as the README goes. */
  private static List<String> words(String line) {
    List<String> words = new ArrayList<>();
    Matcher word = WORD.matcher(line);
    while (word.find()) {
      words.add(
          word.group(1) != null
              ? word.group(1)
              : word.group(2) != null ? word.group(2) : word.group(3));
    }
    return words;
  }
}
