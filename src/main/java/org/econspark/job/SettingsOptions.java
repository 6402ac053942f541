package org.econspark.job;

import com.typesafe.config.ConfigUtil;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.econspark.config.Settings;
import org.econspark.config.SettingsLoader;
import org.econspark.error.EconException;
import picocli.CommandLine.Option;

/** Command-line options that override settings; shared by all commands that play. */
final class SettingsOptions {
  private static final String CONTINUOUS = "econ";
  private static final String QUANTAL = "econ-quantal";

  /** The method whose controls training only searches for. */
  static final String FIXED = "econ-fixed";

  private static final DateTimeFormatter RUN_ID_TIME =
      DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss");

  @Option(
      names = "--conf",
      paramLabel = "FILE",
      description = "Settings file; repeat for several, later ones win.")
  private List<Path> files = List.of();

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description = "One setting, e.g. agents.count=5.")
  private List<String> assignments = List.of();

  @Option(
      names = "--benchmark",
      split = ",",
      paramLabel = "NAME",
      description = "Benchmarks to play, or 'all' that have data.")
  private List<String> benchmarks = List.of();

  @Option(
      names = "--data",
      paramLabel = "NAME=PATH",
      description = "File, folder or glob with the data of a benchmark.")
  private List<String> data = List.of();

  @Option(names = "--method", split = ",", paramLabel = "NAME", description = "Methods to play.")
  private List<String> methods = List.of();

  @Option(
      names = "--limit",
      paramLabel = "N",
      description = "Problems of each benchmark, the first in hash order.")
  private Integer limit;

  @Option(
      names = "--ids",
      paramLabel = "FILE",
      description = "Play only the problems whose ids stand in this file, one a line.")
  private Path ids;

  @Option(
      names = "--match-tokens",
      paramLabel = "METHOD",
      description = "Give self-consistency and best-of-n the tokens that this method spends.")
  private String matchTokens;

  @Option(names = "--repeats", paramLabel = "R", description = "Attempts at each problem.")
  private Integer repeats;

  @Option(names = "--out", paramLabel = "URI", description = "Where the result tables go.")
  private String out;

  @Option(
      names = "--run-id",
      paramLabel = "ID",
      description = "Name of the run; the same name continues it.")
  private String runId;

  @Option(
      names = "--no-cache",
      description = "Ask remote models again, whatever answers are stored.")
  private boolean noCache;

  @Option(names = "--seed", paramLabel = "N", description = "Seed of all random numbers.")
  private Long seed;

  @Option(
      names = "--checkpoint",
      paramLabel = "URI",
      description =
          "Trained weights: a checkpoint, or the folder of a training run; train writes there.")
  private String checkpoint;

  /** All settings with a run id; made up of date and chance where none is given. */
  Settings load() {
    return load(this::loader);
  }

  /**
   * The same for training: one method, whose policy is trained.
   *
   * @param epochs overrides the settings; null leaves them
   * @param more settings as {@code key = value}, over all others
   */
  Settings loadForTraining(Integer epochs, String... more) {
    return load(
        () -> {
          SettingsLoader loader = loader();
          override(loader, "training.epochs", epochs);
          List.of(more).forEach(loader::assignment);
          if (methods.isEmpty()) {
            boolean quantal = loader.load().learning().isQuantal();
            return loader.value("run.methods", List.of(quantal ? QUANTAL : CONTINUOUS));
          }
          String[] nameAndVariant = methods.get(0).split("@", 2);
          String method = nameAndVariant[0];
          if (methods.size() != 1 || !List.of(CONTINUOUS, QUANTAL, FIXED).contains(method)) {
            throw EconException.usage(
                "Invalid --method "
                    + String.join(",", methods)
                    + ": train takes one of "
                    + String.join(", ", CONTINUOUS, QUANTAL, FIXED)
                    + ", also as METHOD@VARIANT.");
          }
          if (nameAndVariant.length > 1) {
            loader.variant(nameAndVariant[1]);
          }
          boolean quantal = method.equals(QUANTAL);
          return loader
              .value("run.methods", List.of(method))
              .value("learning.policy", quantal ? "quantal" : "continuous");
        });
  }

  private static Settings load(Supplier<SettingsLoader> loaders) {
    Settings settings = loaders.get().load();
    if (!settings.run().id().isEmpty()) {
      return settings;
    }
    String id =
        ZonedDateTime.now(ZoneOffset.UTC).format(RUN_ID_TIME)
            + "-"
            + UUID.randomUUID().toString().substring(0, 4);
    return loaders.get().value("run.id", id).load();
  }

  /** Problem ids to play; empty plays all. */
  Set<String> ids() {
    if (ids == null) {
      return Set.of();
    }
    try (Stream<String> lines = Files.lines(ids)) {
      Set<String> wanted =
          lines
              .map(String::strip)
              .filter(line -> !line.isEmpty())
              .collect(Collectors.toCollection(TreeSet::new));
      if (wanted.isEmpty()) {
        throw EconException.usage("Invalid --ids file " + ids + ": it names no problem.");
      }
      return wanted;
    } catch (IOException e) {
      throw EconException.usage("Cannot read --ids file " + ids + ": no such readable file.");
    }
  }

  private SettingsLoader loader() {
    SettingsLoader loader = new SettingsLoader();
    if (files.isEmpty() && benchmarks.isEmpty() && data.isEmpty()) {
      loader.quickstart();
    }
    files.forEach(loader::file);
    assignments.forEach(loader::assignment);
    List<String> played = new ArrayList<>();
    for (String entry : data) {
      int equals = entry.indexOf('=');
      if (equals < 1 || equals == entry.length() - 1) {
        throw EconException.usage("Invalid --data '" + entry + "': expected NAME=PATH.");
      }
      String name = entry.substring(0, equals);
      played.add(name);
      loader.value(
          "benchmarks." + ConfigUtil.joinPath(name) + ".path", entry.substring(equals + 1));
    }
    if (benchmarks.equals(List.of("all"))) {
      loader.value("run.benchmarks", withData(loader));
    } else if (!benchmarks.isEmpty()) {
      loader.value("run.benchmarks", benchmarks);
    } else if (!played.isEmpty()) {
      loader.value("run.benchmarks", played);
    }
    if (!methods.isEmpty()) {
      loader.value("run.methods", methods);
    }
    if (limit != null) {
      if (limit < 1) {
        throw EconException.usage(
            "Invalid --limit " + limit + ": expected 1 or more; leave it out to play all.");
      }
      loader.value("run.limit", limit);
    }
    override(loader, "run.match-tokens", matchTokens);
    override(loader, "run.repeats", repeats);
    override(loader, "run.out", out);
    override(loader, "run.id", runId);
    override(loader, "run.seed", seed);
    override(loader, "checkpoints.use", checkpoint);
    override(loader, "cache.enabled", noCache ? Boolean.FALSE : null);
    return loader;
  }

  private static List<String> withData(SettingsLoader loader) {
    return loader.value("run.benchmarks", List.of()).load().benchmarks().values().stream()
        .filter(source -> !source.path().isEmpty())
        .map(Settings.BenchmarkSource::name)
        .toList();
  }

  private static void override(SettingsLoader loader, String key, Object value) {
    if (value != null) {
      loader.value(key, value);
    }
  }
}
