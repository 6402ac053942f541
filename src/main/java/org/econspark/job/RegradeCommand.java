package org.econspark.job;

import java.util.Map;
import org.apache.spark.sql.SparkSession;
import org.econspark.evaluation.FlipTable;
import org.econspark.spark.Regrade;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code regrade}: grades stored answers again, never the models; shows which rows flipped. */
@Command(
    name = "regrade",
    description = {
      "Grades the stored answers of a run again, without calling any model, and shows which verdicts",
      "changed and why. The new verdicts go to the table grades; those of the play stay."
    },
    mixinStandardHelpOptions = true,
    footer = {
      "%nExamples:",
      "  jobs/econ regrade --run-id tuesday",
      "  jobs/econ regrade --run-id tuesday --grader travelplanner=travelplanner-strict"
    })
final class RegradeCommand implements Runnable {
  @Option(
      names = "--runs",
      paramLabel = "URI",
      defaultValue = "runs",
      description = "Where the result tables are; default: runs.")
  private String runs;

  @Option(names = "--run-id", paramLabel = "ID", required = true, description = "Run to grade.")
  private String runId;

  @Option(
      names = "--grader",
      paramLabel = "OLD=NEW",
      description = "Grade what grader OLD judged with grader NEW; default: the same grader.")
  private Map<String, String> graders = Map.of();

  @Override
  public void run() {
    SparkSession spark = SparkSessions.start();
    try {
      Regrade.Result result = new Regrade(spark, runs, runId, graders).run();
      System.out.print(FlipTable.render(result.totals(), result.flips()));
    } finally {
      spark.stop();
    }
  }
}
