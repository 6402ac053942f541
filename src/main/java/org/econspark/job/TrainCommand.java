package org.econspark.job;

import java.util.List;
import java.util.Locale;
import java.util.Map;
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

  @Option(names = "--json", description = "Print what came of it as one JSON object.")
  private boolean json;

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
        searchFixedControls(spark, settings);
      } else {
        train(spark, settings);
      }
    } finally {
      spark.stop();
    }
  }

  private void searchFixedControls(SparkSession spark, Settings settings) {
    String runId = "run.id = \"" + settings.run().id() + "\"";
    List<FixedControlsSearch.Candidate> best =
        new FixedControlsSearch(
                spark,
                settings,
                setting -> options.loadForTraining(epochs, runId, setting),
                System.err)
            .run();
    if (json) {
      JsonLines.print(
          "run_id",
          settings.run().id(),
          "method",
          SettingsOptions.FIXED,
          "best",
          best.stream().map(TrainCommand::columns).toList());
      return;
    }
    // A settings file that plays the best, with all that were played on all problems as comments.
    best.forEach(candidate -> System.out.println("# " + candidate));
    System.out.println(best.get(0).setting());
  }

  private static Map<String, Object> columns(FixedControlsSearch.Candidate candidate) {
    return Map.of(
        "setting",
        candidate.setting(),
        "validation_accuracy",
        candidate.validation().accuracy(),
        "validation_low",
        candidate.validation().low(),
        "validation_high",
        candidate.validation().high(),
        "validation_reward",
        candidate.validation().reward());
  }

  private void train(SparkSession spark, Settings settings) {
    String folder =
        settings.checkpoints().use().isEmpty()
            ? settings.run().out() + "/checkpoints/run_id=" + settings.run().id()
            : settings.checkpoints().use();
    Training.Result result =
        new Training(spark, settings, folder, resume, certificate, System.err).run();
    String method = settings.run().methods().get(0);
    if (json) {
      printJson(result, method);
    } else {
      print(result);
    }
    System.err.printf(
        "Run %s has trained. Play its best weights with 'jobs/econ evaluate --method %s --checkpoint"
            + " %s', or put them in use with 'jobs/econ checkpoints publish %s --home %s'.%n",
        result.runId(),
        method,
        folder,
        folder,
        settings.checkpoints().home().isEmpty() ? "checkpoints" : settings.checkpoints().home());
  }

  private static void printJson(Training.Result result, String method) {
    JsonLines.print(
        "run_id",
        result.runId(),
        "method",
        method,
        "best_epoch",
        result.bestEpoch(),
        "best_accuracy",
        result.bestAccuracy(),
        "checkpoint",
        result.checkpoint(),
        "epochs",
        result.epochs(),
        "equilibrium",
        result.certificate().stream().flatMap(finding -> finding.rows().stream()).toList());
  }

  private static void print(Training.Result result) {
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
    if (!result.regret().isEmpty()) {
      System.out.println(result.regret());
    }
  }
}
