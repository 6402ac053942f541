package org.econspark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Keeps the package map: who may use what. */
class ImportRulesTest {
  private static final Path SOURCES = Path.of("src/main/java/org/econspark");
  private static final Pattern IMPORT = Pattern.compile("^import (?:static )?([\\w.]+);");

  /** Packages of the project that each package may use, beside itself, config and error. */
  private static final Map<String, Set<String>> MAY_USE =
      Map.ofEntries(
          Map.entry("error", Set.of()),
          // The settings loader builds the models' settings, the one record it shares with llm.
          Map.entry("config", Set.of("llm")),
          Map.entry("benchmark", Set.of()),
          Map.entry("llm", Set.of()),
          Map.entry("episode", Set.of()),
          Map.entry("agent", Set.of("llm", "benchmark", "episode")),
          Map.entry("reward", Set.of()),
          Map.entry("rollout", Set.of("agent", "llm", "benchmark", "episode", "reward")),
          Map.entry("evaluation", Set.of("rollout", "benchmark", "episode")),
          Map.entry("provenance", Set.of()),
          Map.entry("nn", Set.of("episode")),
          Map.entry("learning", Set.of("nn", "episode")),
          Map.entry("equilibrium", Set.of()),
          Map.entry("report", Set.of("evaluation")),
          Map.entry(
              "spark",
              Set.of(
                  "agent",
                  "llm",
                  "benchmark",
                  "episode",
                  "equilibrium",
                  "evaluation",
                  "learning",
                  "provenance",
                  "report",
                  "reward",
                  "rollout")),
          Map.entry(
              "job",
              Set.of(
                  "llm",
                  "agent",
                  "benchmark",
                  "evaluation",
                  "provenance",
                  "report",
                  "rollout",
                  "spark")));

  private record Use(Path file, String from, String imported) {}

  @Test
  void packagesUseOnlyWhatTheMapAllows() throws IOException {
    List<String> offences = new ArrayList<>();
    for (Use use : uses()) {
      if (use.imported().startsWith("org.econspark.")) {
        String target = use.imported().split("\\.")[2];
        boolean open = Set.of("config", "error").contains(target) || target.equals(use.from());
        assertThat(MAY_USE).as("package %s is in the map", use.from()).containsKey(use.from());
        if (!open && !MAY_USE.get(use.from()).contains(target)) {
          offences.add(use.file() + " imports " + use.imported());
        }
      }
    }
    assertThat(offences).isEmpty();
  }

  @Test
  void sparkStaysInTwoPackages() throws IOException {
    assertOnlyIn("org.apache.spark.", Set.of("spark", "job"));
    assertOnlyIn("org.apache.hadoop.", Set.of("spark", "job"));
  }

  @Test
  void djlStaysWithModelsAndLearning() throws IOException {
    assertOnlyIn("ai.djl.", Set.of("llm", "nn", "learning"));
  }

  @Test
  void httpStaysInOnePackage() throws IOException {
    assertOnlyIn("java.net.http.", Set.of("llm"));
  }

  @Test
  void generatorNeedsNothingBeyondTheJdkAndJackson() throws IOException {
    assertThat(uses())
        .filteredOn(use -> use.file().startsWith(SOURCES.resolve("benchmark/miniature")))
        .extracting(Use::imported)
        .allMatch(
            name ->
                name.startsWith("java.")
                    || name.startsWith("com.fasterxml.jackson.")
                    || name.startsWith("org.econspark.benchmark.miniature."));
  }

  private static void assertOnlyIn(String prefix, Set<String> packages) throws IOException {
    assertThat(uses())
        .filteredOn(use -> use.imported().startsWith(prefix))
        .allMatch(use -> packages.contains(use.from()));
  }

  private static List<Use> uses() throws IOException {
    List<Use> uses = new ArrayList<>();
    try (Stream<Path> files = Files.walk(SOURCES)) {
      for (Path file : files.filter(f -> f.toString().endsWith(".java")).sorted().toList()) {
        for (String line : Files.readAllLines(file)) {
          Matcher matcher = IMPORT.matcher(line);
          if (matcher.find()) {
            uses.add(
                new Use(file, SOURCES.relativize(file).getName(0).toString(), matcher.group(1)));
          }
        }
      }
    }
    assertThat(uses).hasSizeGreaterThan(50);
    return uses;
  }
}
