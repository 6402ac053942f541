package org.econspark.job;

import java.util.List;
import java.util.Locale;
import org.apache.spark.sql.SparkSession;
import org.econspark.config.Settings;
import org.econspark.error.EconException;
import org.econspark.spark.FixedControlsSearch;
import org.econspark.spark.Training;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code train}: trains the controls of one method and writes checkpoints. */
@Command(
    name = "train",
    description = {
      "Trains belief networks, encoder and mixer over epochs and writes a checkpoint after each.",
      "--method is econ or econ-quantal; econ-fixed searches the best fixed controls on the"
          + " validation problems."
    },
    mixinStandardHelpOptions = true)
final class TrainCommand implements Runnable {
  @Mixin private SettingsOptions options;

  @Option(names = "--epochs", paramLabel = "N", description = "Epochs to train, in all.")
  private Integer epochs;

  @Option(
      names = "--resume",
      description = "Go on from the latest checkpoint; from the beginning where there is none.")
  private boolean resume;

  @Option(
      names = "--certificate",
      description = "Measure at the end how much each agent could gain by deviating alone.")
  private boolean certificate;

  @Override
  public void run() {
    Settings settings = options.loadForTraining(epochs);
    if (settings.run().benchmarks().isEmpty()) {
      throw EconException.usage(
          "Invalid settings: 'run.benchmarks' is empty; name benchmarks with --benchmark.");
    }
    SparkSession spark = SparkSessions.start(settings);
    try {
      if (settings.run().methods().equals(List.of(SettingsOptions.FIXED))) {
        String runId = "run.id = \"" + settings.run().id() + "\"";
        new FixedControlsSearch(
                spark,
                settings,
                setting -> options.loadForTraining(epochs, runId, setting),
                System.err)
            .run()
            .forEach(System.out::println);
      } else {
        train(spark, settings);
      }
    } finally {
      spark.stop();
    }
  }

  private void train(SparkSession spark, Settings settings) {
    String folder =
        settings.checkpoints().use().isEmpty()
            ? settings.run().out() + "/checkpoints/run_id=" + settings.run().id()
            : settings.checkpoints().use();
    Training.Result result =
        new Training(spark, settings, folder, resume, certificate, System.err).run();
    result.lines().forEach(System.out::println);
    System.out.printf(
        Locale.ROOT,
        "best in validation: epoch %d, %.1f %% right, %s%n",
        result.bestEpoch(),
        100 * result.bestAccuracy(),
        result.checkpoint());
    for (Training.EquilibriumFinding finding : result.certificate()) {
      System.out.printf(
          Locale.ROOT,
          "%s, epoch %d: mean reward %.4f, NashConv at least %+.4f (95 %%: %+.4f to %+.4f)%n",
          finding.label(),
          finding.epoch(),
          finding.obtained(),
          finding.nashConv(),
          finding.low(),
          finding.high());
      finding.agents().forEach(agent -> System.out.println("  " + agent));
    }
  }
}
