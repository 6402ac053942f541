package org.econspark.spark;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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

  /** Loads the models and calls none. */
  public Estimate estimate() {
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
    List<Estimate.Part> parts = new ArrayList<>();
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
        parts.add(part(benchmark, method.name(), uses));
      }
    }
    return new Estimate(parts, part(null, null, whole), seconds(whole), TOKENS_A_SECOND);
  }

  private Estimate.Part part(String benchmark, String method, Map<String, CallEstimate.Use> uses) {
    Double likely = 0.0;
    Double most = 0.0;
    for (Map.Entry<String, CallEstimate.Use> entry : uses.entrySet()) {
      Settings.Price price = settings.budget().prices().get(entry.getKey());
      if (price == null) {
        likely = null;
        most = null;
        break;
      }
      CallEstimate.Use use = entry.getValue();
      double read = use.promptTokens() * price.prompt() / 1e6;
      likely += read + use.likelyCompletionTokens() * price.completion() / 1e6;
      most += read + use.mostCompletionTokens() * price.completion() / 1e6;
    }
    return new Estimate.Part(
        benchmark,
        method,
        uses.values().stream().mapToLong(CallEstimate.Use::calls).sum(),
        uses.values().stream().mapToLong(CallEstimate.Use::promptTokens).sum(),
        uses.values().stream().mapToLong(CallEstimate.Use::likelyCompletionTokens).sum(),
        uses.values().stream().mapToLong(CallEstimate.Use::mostCompletionTokens).sum(),
        likely,
        most);
  }

  /** By concurrency and rate limits of remote models; null where models compute here. */
  private Long seconds(Map<String, CallEstimate.Use> whole) {
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
    return seconds == 0 ? null : (Long) Math.round(seconds);
  }
}
