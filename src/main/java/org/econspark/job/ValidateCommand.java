package org.econspark.job;

import java.util.List;
import org.apache.spark.sql.SparkSession;
import org.econspark.config.Settings;
import org.econspark.spark.Estimate;
import org.econspark.spark.Evaluation;
import org.econspark.spark.PlannedBenchmark;
import org.econspark.spark.PromptPreview;
import org.econspark.spark.RolePrompt;
import org.econspark.spark.RunEstimate;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code validate}: checks settings, data and models, and shows the first prompt of each role. */
@Command(
    name = "validate",
    description = {
      "Checks settings, data and endpoints, estimates tokens, time and cost, and shows the first",
      "prompt of each role. Takes the options of evaluate; makes no call of a model."
    },
    mixinStandardHelpOptions = true)
final class ValidateCommand implements Runnable {
  @Mixin private SettingsOptions options;

  @Option(names = "--json", description = "Print plan, estimate and prompts as one JSON object.")
  private boolean json;

  @Override
  public void run() {
    Settings settings = options.load();
    SparkSession spark = SparkSessions.start(settings);
    try {
      List<PlannedBenchmark> plan =
          new Evaluation(spark, settings, options.ids(), System.err).plan();
      Estimate estimate = new RunEstimate(spark, settings, options.ids()).estimate();
      List<RolePrompt> prompts = new PromptPreview(spark, settings).prompts();
      if (json) {
        JsonLines.print("plan", plan, "estimate", estimate, "prompts", prompts);
        return;
      }
      plan.forEach(System.out::println);
      System.out.println(estimate);
      prompts.forEach(prompt -> System.out.println("\n" + prompt));
    } finally {
      spark.stop();
    }
  }
}
