package org.econspark.spark;

import static org.apache.spark.sql.functions.avg;
import static org.apache.spark.sql.functions.col;

import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.econspark.agent.PromptKind;
import org.econspark.agent.WorkedExample;
import org.econspark.config.Settings;
import org.econspark.error.EconException;
import org.econspark.rollout.BenchmarkMaterial;
import org.econspark.rollout.Methods;
import org.econspark.rollout.NamedMethod;

/**
 * The order in which a run's methods are played. With {@code run.match-tokens} the methods that
 * take a budget come last: their budget on a benchmark is what the matched method spends on an
 * episode there, in units of what {@code cot} spends, both over all stored episodes of the run. A
 * run that goes on after a stop finds the same episodes and so the same budget. Driver side.
 */
final class PlayPhases {
  private static final String UNIT = "cot";

  private final SparkSession spark;
  private final RunFiles files;
  private final Settings settings;
  private final PlayableMethods playable;
  private final PrintStream log;
  private final Map<String, List<WorkedExample>> examples = new LinkedHashMap<>();

  /**
   * What to play together.
   *
   * @param methods names by benchmark
   * @param material by benchmark
   */
  record Phase(Map<String, List<String>> methods, Map<String, BenchmarkMaterial> material) {}

  /**
   * @throws EconException if the settings ask for a match that cannot be had
   */
  PlayPhases(
      SparkSession spark,
      RunFiles files,
      Settings settings,
      PlayableMethods playable,
      PrintStream log) {
    this.spark = spark;
    this.files = files;
    this.settings = settings;
    this.playable = playable;
    this.log = log;
    if (matches()) {
      checkMatch();
    }
    for (String benchmark : settings.run().benchmarks()) {
      examples.put(benchmark, examples(benchmark));
    }
  }

  /** Everything, or without the methods that wait for a budget. */
  Phase first() {
    Map<String, BenchmarkMaterial> material = new LinkedHashMap<>();
    examples.forEach(
        (benchmark, e) -> material.put(benchmark, new BenchmarkMaterial(e, Double.NaN)));
    return phase(method -> !matches() || !method.method().takesBudget(), material);
  }

  /** Whether some methods wait for what the first phase spends. */
  boolean hasSecond() {
    return matches()
        && Methods.byNames(settings.run().methods()).stream()
            .anyMatch(method -> method.method().takesBudget());
  }

  /** The methods with a budget; to be asked for when the first phase is played. */
  Phase second() {
    Map<String, Map<String, Double>> tokens = tokens();
    Map<String, BenchmarkMaterial> material = new LinkedHashMap<>();
    examples.forEach(
        (benchmark, e) -> {
          Map<String, Double> spent = tokens.getOrDefault(benchmark, Map.of());
          double budget =
              spent.getOrDefault(settings.run().matchTokens(), Double.NaN)
                  / spent.getOrDefault(UNIT, Double.NaN);
          log.printf(
              "%s: %s spends %.2f times the tokens of %s%n",
              benchmark, settings.run().matchTokens(), budget, UNIT);
          material.put(benchmark, new BenchmarkMaterial(e, budget));
        });
    return phase(method -> method.method().takesBudget(), material);
  }

  private Phase phase(Predicate<NamedMethod> wanted, Map<String, BenchmarkMaterial> material) {
    Map<String, List<String>> methods = new LinkedHashMap<>();
    for (String benchmark : settings.run().benchmarks()) {
      methods.put(
          benchmark,
          playable.on(benchmark).stream().filter(wanted).map(NamedMethod::name).toList());
    }
    return new Phase(methods, material);
  }

  private boolean matches() {
    return !settings.run().matchTokens().isEmpty();
  }

  private void checkMatch() {
    String matched = settings.run().matchTokens();
    for (String needed : List.of(matched, UNIT)) {
      if (!settings.run().methods().contains(needed)) {
        throw EconException.usage(
            "Cannot match the tokens of '"
                + matched
                + "': '"
                + needed
                + "' is not played; add it to --method.");
      }
    }
    if (Methods.byNames(List.of(matched)).get(0).method().takesBudget()) {
      throw EconException.usage(
          "Cannot match the tokens of '"
              + matched
              + "': it is one of the methods that take the budget; name a method of another kind.");
    }
  }

  private List<WorkedExample> examples(String benchmark) {
    int most =
        playable.on(benchmark).stream()
            .filter(method -> method.method().needs().contains(PromptKind.FEW_SHOT))
            .map(method -> settings.of(method.variant()))
            .mapToInt(own -> own.methods().fewShot().examples())
            .max()
            .orElse(0);
    return most == 0
        ? List.of()
        : new FewShotExamples(spark).of(settings.benchmarks().get(benchmark), most);
  }

  /** Mean tokens of an episode by benchmark and method. */
  private Map<String, Map<String, Double>> tokens() {
    Dataset<Row> means =
        SummaryQuery.latest(files.read("episodes", WaveWriter.episodesSchema()))
            .filter(col("status").notEqual("failed"))
            .groupBy("benchmark", "method")
            .agg(avg(col("prompt_tokens").plus(col("completion_tokens"))).as("tokens"));
    Map<String, Map<String, Double>> tokens = new LinkedHashMap<>();
    for (Row row : means.collectAsList()) {
      tokens
          .computeIfAbsent(row.getString(0), b -> new LinkedHashMap<>())
          .put(row.getString(1), row.getDouble(2));
    }
    return tokens;
  }
}
