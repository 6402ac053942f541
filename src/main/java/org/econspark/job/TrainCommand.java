package org.econspark.job;

import org.apache.spark.sql.SparkSession;
import org.econspark.config.Settings;
import org.econspark.spark.Training;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code train}: trains the controls of one method and writes checkpoints. */
@Command(
    name = "train",
    description = {
      "Trains belief networks, encoder and mixer over epochs and writes a checkpoint after each.",
      "Without --conf and --benchmark: on the six miniature benchmarks. --method is econ or"
          + " econ-quantal."
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
    String folder =
        settings.checkpoints().use().isEmpty()
            ? settings.run().out() + "/checkpoints/run_id=" + settings.run().id()
            : settings.checkpoints().use();
    SparkSession spark = SparkSessions.start(settings);
    try {
      Training.Result result = new Training(spark, settings, folder, resume, System.err).run();
      result.lines().forEach(System.out::println);
      System.out.printf(
          "best in validation: epoch %d, %.1f %% right, %s%n",
          result.bestEpoch(), 100 * result.bestAccuracy(), result.checkpoint());
    } finally {
      spark.stop();
    }
  }
}
