package org.econspark.spark;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.SparkSession;
import org.econspark.benchmark.Problem;
import org.econspark.config.Settings;
import org.econspark.llm.ModelSettings;
import org.econspark.rollout.BenchmarkMaterial;
import org.econspark.rollout.CallEstimate;
import org.econspark.rollout.LearnedPlay;
import org.econspark.rollout.NamedMethod;
import scala.Tuple2;

/** What a run would take in calls, tokens, money and time, before any model is called. */
public final class RunEstimate {
  private static final int SAMPLE = 8;

  /** Written by one call of a hosted model; an assumption that the output states. */
  private static final int TOKENS_A_SECOND = 50;

  private final SparkSession spark;
  private final Settings settings;
  private final Set<String> ids;

  public RunEstimate(SparkSession spark, Settings settings, Set<String> ids) {
    this.spark = spark;
    this.settings = settings;
    this.ids = ids;
  }

  /** One line for each benchmark and method, then the whole. */
  public List<String> lines() {
    ModelLoading.probe(settings);
    PlayableMethods playable =
        new PlayableMethods(settings, own -> ModelLoading.models(own, "cpu"));
    RunFiles files = new RunFiles(spark, settings.run().out(), settings.run().id());
    Map<String, BenchmarkMaterial> material =
        new PlayPhases(spark, files, settings, playable, System.err).first().material();
    LearnedPlay learned =
        PolicySource.of(
                spark.sparkContext().hadoopConfiguration(),
                settings,
                ModelLoading.models(settings, "cpu"))
            .open();
    ProblemReader reader = new ProblemReader(spark);
    WorkPlanner planner = new WorkPlanner(settings.run(), ids);
    Map<String, CallEstimate.Use> whole = new TreeMap<>();
    List<String> lines = new ArrayList<>();
    for (String benchmark : settings.run().benchmarks()) {
      JavaRDD<Problem> problems =
          reader
              .read(settings.benchmarks().get(benchmark))
              .filter(p -> p.problem() != null)
              .map(ProblemReader.Parsed::problem);
      JavaPairRDD<Long, Problem> selected = planner.select(problems);
      long plays = selected.count() * settings.run().repeats();
      List<Problem> sample = selected.take(SAMPLE).stream().map(Tuple2::_2).toList();
      for (NamedMethod method : playable.on(benchmark)) {
        CallEstimate estimate =
            CallEstimate.of(
                settings,
                own -> ModelLoading.models(own, "cpu"),
                learned,
                method,
                material.get(benchmark),
                sample);
        double factor = estimate.problems() == 0 ? 0 : plays / (double) estimate.problems();
        Map<String, CallEstimate.Use> uses = new TreeMap<>();
        estimate.byModel().forEach((model, use) -> uses.put(model, use.times(factor)));
        uses.forEach(
            (model, use) ->
                whole.merge(
                    model,
                    use,
                    (a, b) ->
                        new CallEstimate.Use(
                            a.calls() + b.calls(),
                            a.promptTokens() + b.promptTokens(),
                            a.mostCompletionTokens() + b.mostCompletionTokens())));
        lines.add(line("estimate " + benchmark + " " + method.name(), uses));
      }
    }
    lines.add(line("estimate in all", whole));
    time(whole).ifPresent(lines::add);
    return lines;
  }

  private String line(String title, Map<String, CallEstimate.Use> uses) {
    long calls = uses.values().stream().mapToLong(CallEstimate.Use::calls).sum();
    long read = uses.values().stream().mapToLong(CallEstimate.Use::promptTokens).sum();
    long written = uses.values().stream().mapToLong(CallEstimate.Use::likelyCompletionTokens).sum();
    long most = uses.values().stream().mapToLong(CallEstimate.Use::mostCompletionTokens).sum();
    return String.format(
        Locale.ROOT,
        "%s: %d calls, about %d tokens read, %d written (at most %d)%s",
        title,
        calls,
        read,
        written,
        most,
        cost(uses));
  }

  private String cost(Map<String, CallEstimate.Use> uses) {
    double likely = 0;
    double most = 0;
    for (Map.Entry<String, CallEstimate.Use> entry : uses.entrySet()) {
      Settings.Price price = settings.budget().prices().get(entry.getKey());
      if (price == null) {
        return "";
      }
      CallEstimate.Use use = entry.getValue();
      double read = use.promptTokens() * price.prompt() / 1e6;
      likely += read + use.likelyCompletionTokens() * price.completion() / 1e6;
      most += read + use.mostCompletionTokens() * price.completion() / 1e6;
    }
    return String.format(Locale.ROOT, ", %.2f US dollars (at most %.2f)", likely, most);
  }

  /** By concurrency and rate limits of remote models; empty where models compute here. */
  private Optional<String> time(Map<String, CallEstimate.Use> whole) {
    List<ModelSettings> models = new ArrayList<>(settings.models().executors());
    models.add(settings.models().coordinator());
    double seconds = 0;
    for (ModelSettings model : models) {
      if (model.baseUrl().isEmpty() || !whole.containsKey(model.model())) {
        continue;
      }
      CallEstimate.Use use = whole.get(model.model());
      seconds =
          Math.max(
              seconds,
              use.likelyCompletionTokens() / ((double) TOKENS_A_SECOND * model.maxConcurrency()));
      double requests = Double.parseDouble(model.extra().get("requests-per-minute"));
      double tokens = Double.parseDouble(model.extra().get("tokens-per-minute"));
      if (requests > 0) {
        seconds = Math.max(seconds, 60 * use.calls() / requests);
      }
      if (tokens > 0) {
        seconds =
            Math.max(seconds, 60 * (use.promptTokens() + use.likelyCompletionTokens()) / tokens);
      }
    }
    if (seconds == 0) {
      return Optional.empty();
    }
    Duration time = Duration.ofSeconds(Math.round(seconds));
    return Optional.of(
        String.format(
            "estimate of time: %d h %d min %d s if a call writes %d tokens a second and"
                + " 'max-concurrency' calls run at once",
            time.toHours(), time.toMinutesPart(), time.toSecondsPart(), TOKENS_A_SECOND));
  }
}
