package org.econspark.spark;

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
    Prompts coordinator = Prompts.forStyle(models.coordinator().identity().promptStyle());
    Prompts executor = Prompts.forStyle(models.executors().get(0).identity().promptStyle());
    return List.of(
        shown("zero-shot", executor.direct(problem)),
        shown(
            "coordinator, strategy",
            coordinator.strategy(problem, settings.coordinator().strategyTokens())),
        shown("executor agent", executor.answer(problem, "(the strategy)")),
        shown(
            "coordinator, commitment",
            coordinator.commitment(
                problem, "(the strategy)", List.of("(the first answer)", "(the second answer)"))));
  }

  private static RolePrompt shown(String role, Prompt prompt) {
    return new RolePrompt(role, prompt.hash(), prompt.messages(), prompt.answerRole());
  }
}
