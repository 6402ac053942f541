package org.econspark.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.econspark.spark.SqlScripts;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** What the README and its pages say about the command line, about files and about code is so. */
class ReadmeTest {
  /** How each command is run; {@link ReadmeCommandsIT} does what begins with a plus. */
  static final Path REGISTRY = Path.of("src/test/resources/readme-commands.txt");

  private static final Pattern LINK = Pattern.compile("\\]\\(([^)#:]+)(?:#[^)]*)?\\)");
  private static final Pattern FILE =
      Pattern.compile("(?:conf|jobs|src|datasets)/[\\w./-]+\\.\\w+");
  private static final Pattern JAVA = Pattern.compile("```java\\n(.*?)```", Pattern.DOTALL);
  private static final Pattern SOURCE = Pattern.compile("\\((?:\\.\\./)?(src/test/java/[^)]+)\\)");

  @Test
  void everyCommandIsUnderstood() throws IOException {
    assertThat(Readme.commands())
        .filteredOn(Readme.Command::isJob)
        .hasSizeGreaterThan(20)
        .allSatisfy(
            command ->
                assertThatCode(
                        () ->
                            new CommandLine(new Main())
                                .parseArgs(command.job().toArray(String[]::new)))
                    .as(command.toString())
                    .doesNotThrowAnyException());
  }

  @Test
  void everyCommandIsRunByATestOrMarked() throws IOException {
    Map<String, List<String>> registry = Readme.registry(REGISTRY);
    Set<String> unmarked = new TreeSet<>();
    for (Readme.Command command : Readme.commands()) {
      if (command.mark().isEmpty()) {
        unmarked.add(command.text());
      }
    }
    Set<String> missing = new TreeSet<>(unmarked);
    missing.removeAll(registry.keySet());
    assertThat(missing).as("neither in %s nor marked long, GPU or cluster", REGISTRY).isEmpty();
    Set<String> all =
        Readme.commands().stream().map(Readme.Command::text).collect(Collectors.toSet());
    assertThat(registry.keySet()).as("commands that no page has").isSubsetOf(all);
  }

  @Test
  void everyRunnerOfACommandExists() throws IOException {
    String continuous = Files.readString(Path.of(".ci/run"));
    Set<String> tests;
    try (Stream<Path> files = Files.walk(Path.of("src/test/java"))) {
      tests =
          files
              .map(file -> file.getFileName().toString())
              .filter(name -> name.matches(".*(Test|IT)\\.java"))
              .map(name -> name.replace(".java", ""))
              .collect(Collectors.toSet());
    }
    Readme.registry(REGISTRY)
        .forEach(
            (command, runs) ->
                assertThat(runs)
                    .as(command)
                    .isNotEmpty()
                    .allSatisfy(
                        run -> {
                          if (run.startsWith("by .ci/run: ")) {
                            assertThat(continuous).contains(run.substring("by .ci/run: ".length()));
                          } else if (run.startsWith("by ")) {
                            assertThat(tests).contains(run.substring("by ".length()));
                          } else {
                            assertThat(run).startsWith("+");
                          }
                        }));
  }

  @Test
  void everyFileOfACommandExists() throws IOException {
    for (Readme.Command command : Readme.commands()) {
      Matcher file = FILE.matcher(command.text());
      while (file.find()) {
        assertThat(Path.of(file.group())).as(command.toString()).exists();
      }
    }
  }

  @Test
  void everyQuestionThatIsNamedExists() throws IOException {
    assertThat(Readme.commands())
        .filteredOn(command -> command.text().startsWith("jobs/econ sql "))
        .isNotEmpty()
        .allSatisfy(
            command -> {
              String name = command.job().get(1);
              assertThat(name.startsWith("-") || SqlScripts.questions().containsKey(name))
                  .as(command.text())
                  .isTrue();
            });
  }

  @Test
  void everyLinkedFileExists() throws IOException {
    for (Path page : Readme.pages()) {
      Path folder = page.toAbsolutePath().getParent();
      for (String line : Files.readAllLines(page)) {
        Matcher link = LINK.matcher(line);
        while (link.find()) {
          assertThat(folder.resolve(link.group(1))).as(line).exists();
        }
      }
    }
  }

  @Test
  void codeOnThePagesIsThatOfTheTests() throws IOException {
    int excerpts = 0;
    for (Path page : Readme.pages()) {
      String text = Files.readString(page);
      StringBuilder sources = new StringBuilder();
      Matcher source = SOURCE.matcher(text);
      while (source.find()) {
        sources.append(Files.readString(Path.of(source.group(1))));
      }
      Matcher java = JAVA.matcher(text);
      while (java.find()) {
        assertThat(sources.toString()).as(page.toString()).contains(java.group(1));
        excerpts++;
      }
    }
    assertThat(excerpts).isGreaterThanOrEqualTo(5);
  }
}
