package org.econspark.spark;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.SparkSession;
import org.econspark.agent.Prompt;
import org.econspark.agent.Prompts;
import org.econspark.benchmark.Problem;
import org.econspark.config.Settings;
import org.econspark.rollout.Ensemble;

/** Shows people what each role will be asked, on the first problem of the first benchmark. */
public final class PromptPreview {
  private final SparkSession spark;
  private final Settings settings;

  public PromptPreview(SparkSession spark, Settings settings) {
    this.spark = spark;
    this.settings = settings;
  }

  /** The prompts; models are loaded but not called. */
  public List<RolePrompt> prompts() {
    Ensemble.Models models = ModelLoading.models(settings, "cpu");
    Settings.BenchmarkSource source = settings.benchmarks().get(settings.run().benchmarks().get(0));
    Problem problem =
        new ProblemReader(spark)
            .read(source)
            .filter(parsed -> parsed.problem() != null)
            .first()
            .problem();
    return prompts(
        Prompts.forStyle(models.coordinator().identity().promptStyle()),
        Prompts.forStyle(models.executors().get(0).identity().promptStyle()),
        settings.coordinator(),
        problem);
  }

  /** Those of the strategy that is set: without one nobody asks for it and nobody is told it. */
  static List<RolePrompt> prompts(
      Prompts coordinator, Prompts executor, Settings.Coordinator settings, Problem problem) {
    List<RolePrompt> shown = new ArrayList<>();
    shown.add(shown("zero-shot", executor, executor.direct(problem)));
    List<String> answers = List.of("(the first answer)", "(the second answer)");
    if (settings.strategy() == Settings.StrategyKind.NONE) {
      shown.add(shown("executor agent", executor, executor.direct(problem)));
      shown.add(
          shown("coordinator, commitment", coordinator, coordinator.judgement(problem, answers)));
      return shown;
    }
    String strategy = "(the strategy)";
    shown.add(
        shown(
            "coordinator, strategy",
            coordinator,
            settings.strategy() == Settings.StrategyKind.DETAILED
                ? coordinator.detailedStrategy(problem)
                : coordinator.strategy(problem, settings.strategyTokens())));
    shown.add(shown("executor agent", executor, executor.answer(problem, strategy)));
    shown.add(
        shown(
            "coordinator, commitment",
            coordinator,
            coordinator.commitment(problem, strategy, answers)));
    return shown;
  }

  private static RolePrompt shown(String role, Prompts prompts, Prompt prompt) {
    return new RolePrompt(
        role, prompts.version(), prompt.hash(), prompt.messages(), prompt.answerRole());
  }
}
