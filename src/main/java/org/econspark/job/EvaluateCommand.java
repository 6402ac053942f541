package org.econspark.job;

import org.apache.spark.sql.SparkSession;
import org.econspark.config.Settings;
import org.econspark.error.EconException;
import org.econspark.evaluation.ComparisonJson;
import org.econspark.evaluation.ComparisonTable;
import org.econspark.evaluation.SummaryJson;
import org.econspark.evaluation.SummaryTable;
import org.econspark.evaluation.TravelRateTable;
import org.econspark.spark.Evaluation;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code evaluate}: plays benchmarks with methods, writes results, prints the summary. */
@Command(
    name = "evaluate",
    description = {
      "Plays benchmarks with methods, writes the result tables and prints the summary.",
      "Without --conf, --benchmark and --data: the six miniature benchmarks, 100 problems each."
    },
    mixinStandardHelpOptions = true)
final class EvaluateCommand implements Runnable {
  @Mixin private SettingsOptions options;

  @Option(names = "--dry-run", description = "Say what would be played and play nothing.")
  private boolean dryRun;

  @Option(names = "--json", description = "Print the summary as JSON lines.")
  private boolean json;

  @Override
  public void run() {
    Settings settings = options.load();
    if (settings.run().benchmarks().isEmpty()) {
      throw EconException.usage(
          "Invalid settings: 'run.benchmarks' is empty; name benchmarks with --benchmark or give"
              + " data with --data NAME=PATH.");
    }
    SparkSession spark = SparkSessions.start(settings);
    try {
      Evaluation evaluation = new Evaluation(spark, settings, options.ids(), System.err);
      if (dryRun) {
        evaluation
            .plan()
            .forEach(json ? planned -> JsonLines.print("plan", planned) : System.out::println);
        return;
      }
      Evaluation.Result result = evaluation.run();
      System.out.print(
          json ? SummaryJson.render(result.summary()) : SummaryTable.render(result.summary()));
      if (!json && !result.travel().isEmpty()) {
        System.out.print("\n" + TravelRateTable.render(result.travel()));
      }
      result
          .comparison()
          .map(json ? ComparisonJson::render : ComparisonTable::render)
          .ifPresent(System.out::print);
      System.err.printf(
          "Run %s is done; its tables are under %s. Look at it with 'jobs/econ report --runs %s"
              + " --run-id %s'.%n",
          result.runId(), settings.run().out(), settings.run().out(), result.runId());
      Evaluation.checkFailures(result, settings);
    } finally {
      spark.stop();
    }
  }
}
