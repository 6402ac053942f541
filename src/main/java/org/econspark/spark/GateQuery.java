package org.econspark.spark;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.econspark.error.EconException;
import org.econspark.evaluation.Gate;

/** Reads what the gate decides on from the result tables. Driver side. */
public final class GateQuery {
  private static final long BOOTSTRAP_SEED = 1;
  private static final List<String> TRAINED = List.of("econ", "econ-quantal");
  private static final Pattern TRAINING_FOLDER = Pattern.compile("/run_id=([^/]+)(?:/|$)");

  private final SparkSession spark;
  private final String runs;

  public GateQuery(SparkSession spark, String runs) {
    this.spark = spark;
    this.runs = runs;
  }

  /**
   * @param candidate evaluation of the candidate
   * @param current evaluation of what is in use, on the same problems
   * @param candidateTraining run whose table {@code equilibrium} is the candidate's; may be null
   * @param currentTraining the same of what is in use; may be null
   * @param methods that the accuracy is judged on; empty for all that both runs played
   * @throws EconException if a run is not there, or nothing was played by both
   */
  public List<Gate.Check> check(
      String candidate,
      String current,
      String candidateTraining,
      String currentTraining,
      List<String> methods) {
    List<String> ids =
        Stream.of(candidate, current, candidateTraining, currentTraining)
            .filter(id -> id != null)
            .distinct()
            .toList();
    new ResultViews(spark, runs, ids).create();
    List<Gate.Compared> compared =
        PairedRuns.of(spark, candidate, current).stream()
            .filter(pair -> methods.isEmpty() || methods.contains(pair.method()))
            .map(
                pair ->
                    new Gate.Compared(pair.method() + " on " + pair.benchmark(), pair.attempts()))
            .toList();
    if (compared.isEmpty()) {
      throw EconException.usage(
          "Cannot compare run '"
              + candidate
              + "' with '"
              + current
              + "': no problem was answered in both"
              + (methods.isEmpty() ? "" : " by " + String.join(", ", methods))
              + "; evaluate both on the same benchmark and method.");
    }
    List<Gate.Check> checks = new ArrayList<>(Gate.accuracy(compared, BOOTSTRAP_SEED));
    if (candidateTraining != null || currentTraining != null) {
      checks.add(
          Gate.nashConv(
              nashConvHigh(candidateTraining, methods), nashConvHigh(currentTraining, methods)));
    }
    return checks;
  }

  /**
   * The training run that a home's checkpoint of a method comes from, by the folder it lies in;
   * null without one.
   */
  public String trainingRun(String home, String method) {
    return new PublishedCheckpoints(spark.sparkContext().hadoopConfiguration(), home)
        .current()
        .map(state -> state.checkpoints().get(method))
        .map(TRAINING_FOLDER::matcher)
        .filter(Matcher::find)
        .map(matcher -> matcher.group(1))
        .orElse(null);
  }

  /**
   * Of the weights that the run offers: those of its best epoch, or the untrained ones where no
   * epoch did better. Play with fixed controls, measured beside them, does not count.
   *
   * @param methods judged; where none of them is trained, whichever the run trained counts
   */
  private Double nashConvHigh(String runId, List<String> methods) {
    if (runId == null) {
      return null;
    }
    List<String> judged = methods.stream().filter(TRAINED::contains).toList();
    String labels =
        (judged.isEmpty() ? TRAINED : judged)
            .stream()
                .flatMap(method -> Stream.of(method, method + Training.UNTRAINED))
                .map(label -> "'" + label + "'")
                .collect(Collectors.joining(", "));
    List<Row> rows =
        spark
            .sql(
                "SELECT max_by(nashconv_high, epoch) FROM equilibrium WHERE nashconv_high IS NOT"
                    + " NULL AND method IN ("
                    + labels
                    + ") AND run_id = '"
                    + SqlText.quoted(runId)
                    + "'")
            .collectAsList();
    return rows.get(0).isNullAt(0) ? null : rows.get(0).getDouble(0);
  }
}
