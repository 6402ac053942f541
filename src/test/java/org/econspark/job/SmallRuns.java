package org.econspark.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Two small real evaluations on the embedded model, {@code monday} and {@code tuesday}, which
 * differ in seed and temperature, and a small training, {@code trained}, whose table {@code
 * equilibrium} is invented; played once for all tests that only read results.
 */
final class SmallRuns {
  static final List<String> BENCHMARKS = List.of("mini-gsm8k", "mini-math", "mini-travelplanner");
  static final int PROBLEMS = 8;

  /** Left there for the tests of notebooks and of the report in a browser, which run later. */
  private static final Path FOLDER = Path.of("target/small-runs").toAbsolutePath();

  private static boolean played;

  private SmallRuns() {}

  /** Folder with the tables of both runs; not to be written to. */
  static synchronized Path folder() {
    if (!played) {
      delete(FOLDER);
      play("monday", "1", "0.8");
      play("tuesday", "2", "1.2");
      train();
      InventedTables.addEquilibrium(FOLDER, "trained");
      played = true;
    }
    return FOLDER;
  }

  /** A copy that may be changed. */
  static Path copy(Path target) throws IOException {
    Path source = folder();
    try (Stream<Path> files = Files.walk(source)) {
      for (Path file : files.toList()) {
        Path to = target.resolve(source.relativize(file).toString());
        if (Files.isDirectory(file)) {
          Files.createDirectories(to);
        } else {
          Files.copy(file, to);
        }
      }
    }
    return target;
  }

  private static void play(String id, String seed, String temperature) {
    CommandLineRun run =
        CommandLineRun.evaluate(
            "--benchmark",
            String.join(",", BENCHMARKS),
            "--limit",
            Integer.toString(PROBLEMS),
            "--seed",
            seed,
            "--set",
            "controls.fixed=[{temperature=" + temperature + "}]",
            "--run-id",
            id,
            "--out",
            FOLDER.toString());
    assertThat(run.exitCode()).as(run.err()).isZero();
  }

  private static void train() {
    CommandLineRun run =
        CommandLineRun.of(
            "train",
            "--benchmark",
            "mini-gsm8k",
            "--epochs",
            "2",
            "--set",
            "training.episodes=8",
            "--set",
            "training.validation-limit=4",
            "--run-id",
            "trained",
            "--out",
            FOLDER.toString());
    assertThat(run.exitCode()).as(run.err()).isZero();
  }

  private static void delete(Path root) {
    if (!Files.exists(root)) {
      return;
    }
    try (Stream<Path> files = Files.walk(root)) {
      files.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(File::delete);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
