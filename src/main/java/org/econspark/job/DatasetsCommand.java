package org.econspark.job;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.econspark.benchmark.BenchmarkFiles;
import org.econspark.benchmark.BenchmarkFormat;
import org.econspark.benchmark.BenchmarkFormats;
import org.econspark.benchmark.RejectedRecord;
import org.econspark.benchmark.miniature.Family;
import org.econspark.benchmark.miniature.MiniatureFiles;
import org.econspark.benchmark.miniature.Split;
import org.econspark.config.NearestName;
import org.econspark.config.Settings;
import org.econspark.error.EconException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** {@code datasets}: makes, checks and lists benchmark files. Needs no Spark session. */
@Command(
    name = "datasets",
    description = "Makes, checks and lists benchmark files.",
    mixinStandardHelpOptions = true,
    subcommands = {
      DatasetsCommand.Generate.class,
      DatasetsCommand.Validate.class,
      DatasetsCommand.ListAll.class
    })
final class DatasetsCommand implements Runnable {
  @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "generate, validate or list is missing");
  }

  /** {@code datasets generate}. */
  @Command(
      name = "generate",
      description = "Generates miniature benchmarks in the formats of the public ones.",
      mixinStandardHelpOptions = true)
  static final class Generate implements Runnable {
    @Option(
        names = "--benchmark",
        split = ",",
        paramLabel = "NAME",
        description = "Miniature benchmarks to generate; default: all six.")
    private List<String> benchmarks = List.of();

    @Option(
        names = "--split",
        split = ",",
        paramLabel = "NAME",
        defaultValue = "train,validation,test",
        description = "train, validation, test; default: all.")
    private List<String> splits;

    @Option(
        names = "--count",
        paramLabel = "N",
        description = "Problems of each split; default: 2000 for train, 200 for the others.")
    private Integer count;

    @Option(names = "--seed", paramLabel = "N", defaultValue = "1", description = "Default: 1.")
    private long seed;

    @Option(
        names = "--out",
        paramLabel = "DIR",
        defaultValue = "datasets",
        description = "Folder that gets one folder a benchmark; default: datasets.")
    private Path out;

    @Override
    public void run() {
      if (count != null && count < 1) {
        throw EconException.usage("Invalid --count " + count + ": expected 1 or more.");
      }
      for (Family family : families()) {
        for (String name : splits) {
          Split split = split(name);
          int size = count != null ? count : split == Split.TRAIN ? 2000 : 200;
          System.out.println(write(family, split, size) + ": " + size + " problems");
        }
      }
    }

    private Path write(Family family, Split split, int size) {
      Path folder = out.resolve(family.benchmark());
      try {
        return MiniatureFiles.write(folder, family, split, size, seed);
      } catch (IOException e) {
        throw EconException.usage(
            "Cannot write to " + folder + ": " + e.getMessage() + "; choose another --out.");
      }
    }

    private List<Family> families() {
      if (benchmarks.isEmpty() || benchmarks.equals(List.of("all"))) {
        return List.of(Family.values());
      }
      List<String> known = Stream.of(Family.values()).map(Family::benchmark).toList();
      List<Family> families = new ArrayList<>();
      for (String name : benchmarks) {
        if (!known.contains(name)) {
          throw EconException.usage(
              "Unknown miniature benchmark '" + name + "'" + NearestName.hint(name, known) + ".");
        }
        families.add(Family.values()[known.indexOf(name)]);
      }
      return families;
    }

    private static Split split(String name) {
      try {
        return Split.valueOf(name.toUpperCase(Locale.ROOT));
      } catch (IllegalArgumentException e) {
        throw EconException.usage(
            "Unknown split '" + name + "': expected train, validation or test.");
      }
    }
  }

  /** {@code datasets validate}. */
  @Command(
      name = "validate",
      description = "Reads benchmark files and says what can be used and what not.",
      mixinStandardHelpOptions = true)
  static final class Validate implements Runnable {
    private static final int SHOWN = 10;

    @Mixin private SettingsOptions options;

    @Option(
        names = "--grades",
        description = {
          "Check the graders, too: gold answers by themselves, in worked solutions, in other words",
          "and changed; plans of TravelPlanner constraint by constraint."
        })
    private boolean grades;

    @Option(names = "--json", description = "Print one JSON object a benchmark.")
    private boolean json;

    @Override
    public void run() {
      Settings settings = options.load();
      boolean clean = true;
      boolean graded = true;
      for (String name : settings.run().benchmarks()) {
        Settings.BenchmarkSource source = settings.benchmarks().get(name);
        BenchmarkFormat format = BenchmarkFormats.of(source);
        List<RejectedRecord> rejected = new ArrayList<>();
        long problems = read(source, format, rejected);
        GradeCheck check = grades ? GradeCheck.of(source, format) : null;
        clean &= rejected.isEmpty();
        graded &= check == null || check.clean();
        if (json) {
          JsonLines.print(
              "benchmark",
              name,
              "path",
              source.path(),
              "problems",
              problems,
              "rejected",
              rejected,
              "grades",
              check == null ? null : check.result());
          continue;
        }
        System.out.printf(
            "%s: %d problems, %d rejected, %s%n", name, problems, rejected.size(), source.path());
        rejected.stream().limit(SHOWN).forEach(row -> System.out.println("  " + row.reason()));
        if (check != null) {
          check.print();
        }
      }
      if (!clean) {
        throw EconException.data("Some rows cannot be used, see above.", null);
      }
      if (!graded) {
        throw EconException.data("Some answers did not get their verdict, see above.", null);
      }
    }

    /** The number of problems that can be used. */
    private static long read(
        Settings.BenchmarkSource source, BenchmarkFormat format, List<RejectedRecord> rejected) {
      AtomicLong problems = new AtomicLong();
      BenchmarkFiles.read(
          Path.of(source.path()),
          source.name(),
          format,
          problem -> problems.incrementAndGet(),
          rejected::add);
      return problems.get();
    }
  }

  /** {@code datasets list}. */
  @Command(
      name = "list",
      description = "Lists the benchmarks that the settings know.",
      mixinStandardHelpOptions = true)
  static final class ListAll implements Runnable {
    @Mixin private SettingsOptions options;

    @Option(names = "--json", description = "Print one JSON object a benchmark.")
    private boolean json;

    @Override
    public void run() {
      for (Settings.BenchmarkSource source : options.load().benchmarks().values()) {
        if (json) {
          JsonLines.print(
              "benchmark", source.name(), "format", source.format(), "path", source.path());
          continue;
        }
        System.out.printf(
            "%-20s %-14s %s%n",
            source.name(),
            source.format(),
            source.path().isEmpty()
                ? "(no data; --data " + source.name() + "=PATH)"
                : source.path());
      }
    }
  }
}
