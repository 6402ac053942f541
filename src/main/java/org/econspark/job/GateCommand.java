package org.econspark.job;

import java.util.List;
import java.util.stream.Collectors;
import org.apache.spark.sql.SparkSession;
import org.econspark.error.EconException;
import org.econspark.error.ExitCode;
import org.econspark.evaluation.Gate;
import org.econspark.spark.GateQuery;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code gate}: whether a candidate may replace what is in use. */
@Command(
    name = "gate",
    description = {
      "Says whether a candidate may replace what is in use; exit code 9 if not.",
      "Its accuracy must not have fallen by more than chance explains (paired 95 %% interval), and"
          + " the upper bound of its NashConv must not have risen."
    },
    mixinStandardHelpOptions = true,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {"0:the candidate may", "2:wrong usage, or a run is missing", "9:it may not"},
    footer = {
      "%nExample:",
      "  jobs/econ gate --candidate nightly-20260106-validation --current"
          + " nightly-20260106-current"
    })
final class GateCommand implements Runnable {
  @Option(
      names = "--runs",
      paramLabel = "URI",
      defaultValue = "runs",
      description = "Where the result tables are; default: runs.")
  private String runs;

  @Option(
      names = "--candidate",
      paramLabel = "ID",
      required = true,
      description = "Evaluation of the candidate.")
  private String candidate;

  @Option(
      names = "--current",
      paramLabel = "ID",
      required = true,
      description = "Evaluation of what is in use, on the same problems.")
  private String current;

  @Option(
      names = "--candidate-training",
      paramLabel = "ID",
      description = "Training run whose NashConv is the candidate's.")
  private String candidateTraining;

  @Option(
      names = "--current-training",
      paramLabel = "ID",
      description = "Training run whose NashConv is that of what is in use.")
  private String currentTraining;

  @Option(
      names = "--current-home",
      paramLabel = "URI",
      description =
          "Instead of --current-training: home of published checkpoints, whose checkpoint of the"
              + " first --method says which training run it is from.")
  private String currentHome;

  @Option(
      names = "--method",
      split = ",",
      paramLabel = "NAME",
      description = "Methods whose accuracy counts; default: all that both runs played.")
  private List<String> methods = List.of();

  @Option(names = "--json", description = "Print the checks as one JSON object.")
  private boolean json;

  @Override
  public void run() {
    if (currentHome != null && (currentTraining != null || methods.isEmpty())) {
      throw EconException.usage(
          "Invalid command line: --current-home needs --method and excludes --current-training.");
    }
    List<Gate.Check> checks;
    SparkSession spark = SparkSessions.start();
    try {
      GateQuery query = new GateQuery(spark, runs);
      String training =
          currentHome == null ? currentTraining : query.trainingRun(currentHome, methods.get(0));
      checks = query.check(candidate, current, candidateTraining, training, methods);
    } finally {
      spark.stop();
    }
    List<Gate.Check> failed = checks.stream().filter(check -> !check.passed()).toList();
    print(checks, failed.isEmpty());
    if (!failed.isEmpty()) {
      throw new EconException(
          ExitCode.GATE_FAILED,
          "The gate refuses '"
              + candidate
              + "': "
              + failed.stream()
                  .map(check -> check.name() + " (" + check.detail() + ")")
                  .collect(Collectors.joining("; "))
              + "; look at what changed with 'jobs/econ report --run-id "
              + candidate
              + " --compare "
              + current
              + "'.");
    }
  }

  private void print(List<Gate.Check> checks, boolean passed) {
    if (!json) {
      System.out.print(
          RowTable.render(
              List.of("check", "", "figures"),
              checks.stream()
                  .map(c -> List.of(c.name(), c.passed() ? "passed" : "FAILED", c.detail()))
                  .toList()));
      return;
    }
    JsonLines.print("passed", passed, "checks", checks);
  }
}
