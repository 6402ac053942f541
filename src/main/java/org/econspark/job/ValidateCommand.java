package org.econspark.job;

import org.apache.spark.sql.SparkSession;
import org.econspark.config.Settings;
import org.econspark.spark.Evaluation;
import org.econspark.spark.PromptPreview;
import org.econspark.spark.RunEstimate;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

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

  @Override
  public void run() {
    Settings settings = options.load();
    SparkSession spark = SparkSessions.start(settings);
    try {
      new Evaluation(spark, settings, options.ids(), System.err)
          .plan()
          .forEach(System.out::println);
      new RunEstimate(spark, settings, options.ids()).lines().forEach(System.out::println);
      new PromptPreview(spark, settings).lines().forEach(System.out::println);
    } finally {
      spark.stop();
    }
  }
}
