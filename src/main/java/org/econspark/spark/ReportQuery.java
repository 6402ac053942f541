package org.econspark.spark;

import java.sql.Timestamp;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.econspark.error.EconException;
import org.econspark.evaluation.PairedComparison;
import org.econspark.provenance.FlatJson;
import org.econspark.report.Flip;
import org.econspark.report.FlipRow;
import org.econspark.report.Report;
import org.econspark.report.ReportCall;
import org.econspark.report.ReportEpisode;
import org.econspark.report.RunFacts;

/**
 * Reads from the result tables what a report shows. Figures are of all episodes; transcripts are of
 * the most interesting problems up to a number, since they come to the driver. Driver side.
 */
public final class ReportQuery {
  private static final String COMPARED_EPISODES =
      "SELECT e.*, b.correct AS before_correct, b.answer AS before_answer FROM"
          + " (SELECT * FROM episodes WHERE run_id = '%1$s') e LEFT JOIN"
          + " (SELECT benchmark, method, problem_id, repeat, correct, answer FROM episodes"
          + " WHERE run_id = '%2$s') b"
          + " ON e.benchmark = b.benchmark AND e.method = b.method"
          + " AND e.problem_id = b.problem_id AND e.repeat = b.repeat";

  /** As {@link ReportEpisode#interest}, for problems instead of episodes. */
  private static final String INTERESTING_PROBLEMS =
      "SELECT benchmark, problem_id FROM compared_episodes GROUP BY benchmark, problem_id"
          + " ORDER BY min(CASE WHEN correct <> before_correct THEN 0 WHEN status = 'failed' THEN 1"
          + " WHEN status = 'no_answer' THEN 2 WHEN NOT correct THEN 3 ELSE 4 END), benchmark,"
          + " problem_id LIMIT %d";

  private static final long BOOTSTRAP_SEED = 1;

  private final SparkSession spark;
  private final String runs;
  private final String runId;
  private final String comparedRunId;
  private final String trainingRunId;

  /**
   * @param comparedRunId null without a run to compare with
   * @param trainingRunId run whose training and equilibrium are shown; null for the run itself
   */
  public ReportQuery(
      SparkSession spark, String runs, String runId, String comparedRunId, String trainingRunId) {
    this.spark = spark;
    this.runs = runs;
    this.runId = runId;
    this.comparedRunId = comparedRunId;
    this.trainingRunId = trainingRunId == null ? runId : trainingRunId;
  }

  /**
   * @param maxEpisodes that come with their transcripts, about
   * @throws EconException if a run is not there
   */
  public Report read(int maxEpisodes) {
    List<String> ids =
        Stream.of(runId, comparedRunId, trainingRunId).filter(id -> id != null).distinct().toList();
    new ResultViews(spark, runs, ids).create();
    spark
        .sql(
            COMPARED_EPISODES.formatted(
                SqlText.quoted(runId), comparedRunId == null ? "" : SqlText.quoted(comparedRunId)))
        .createOrReplaceTempView("compared_episodes");
    spark.table("compared_episodes").cache();
    try {
      long all = spark.table("compared_episodes").count();
      return new Report(
          facts(runId),
          comparedRunId == null ? null : facts(comparedRunId),
          maps("SELECT * FROM summary WHERE run_id = '%s' ORDER BY benchmark, method", runId),
          maps("SELECT * FROM training WHERE run_id = '%s' ORDER BY epoch", trainingRunId),
          maps(
              "SELECT * FROM equilibrium WHERE run_id = '%s'"
                  + " ORDER BY method, benchmark, epoch, agent",
              trainingRunId),
          controls(),
          failures(),
          flips(),
          spark
              .sql("SELECT * FROM rejected WHERE run_id = '" + SqlText.quoted(runId) + "'")
              .count(),
          all,
          episodes(all, maxEpisodes));
    } finally {
      spark.table("compared_episodes").unpersist();
    }
  }

  private RunFacts facts(String id) {
    Row row = spark.sql("SELECT * FROM runs WHERE run_id = '" + SqlText.quoted(id) + "'").first();
    Timestamp end = row.getAs("ended_at");
    return new RunFacts(
        id,
        row.getAs("state"),
        row.<Timestamp>getAs("started_at").toInstant(),
        end == null ? null : end.toInstant(),
        row.<Long>getAs("seed"),
        row.getAs("git_commit"),
        row.getAs("git_dirty"),
        row.getAs("settings"),
        FlatJson.flatten(row.getAs("datasets")),
        FlatJson.flatten(row.getAs("models")),
        FlatJson.flatten(row.getAs("prompts")),
        FlatJson.flatten(row.getAs("versions")));
  }

  private List<Map<String, Object>> controls() {
    return maps(
        "SELECT a.method, a.agent, d.difficulty, count(*) AS answers,"
            + " avg(a.temperature) AS temperature, avg(a.top_p) AS top_p"
            + " FROM agent_answers a JOIN difficulty d ON d.run_id = a.run_id"
            + " AND d.benchmark = a.benchmark AND d.problem_id = a.problem_id"
            + " WHERE a.run_id = '%s' GROUP BY a.method, a.agent, d.difficulty"
            + " ORDER BY a.method, a.agent, d.difficulty",
        runId);
  }

  private List<Map<String, Object>> failures() {
    return maps(
        "SELECT benchmark, method, error_kind AS kind, count(*) AS episodes, min(error) AS example"
            + " FROM compared_episodes WHERE status = 'failed'"
            + " GROUP BY benchmark, method, error_kind ORDER BY episodes DESC, benchmark, method,"
            + " kind",
        runId);
  }

  private List<FlipRow> flips() {
    if (comparedRunId == null) {
      return List.of();
    }
    return PairedRuns.of(spark, runId, comparedRunId).stream()
        .map(
            pair ->
                FlipRow.of(
                    pair.benchmark(),
                    pair.method(),
                    pair.compared(),
                    pair.won(),
                    pair.lost(),
                    PairedComparison.of(pair.attempts(), BOOTSTRAP_SEED)))
        .toList();
  }

  private List<ReportEpisode> episodes(long all, int maxEpisodes) {
    String problemColumns = "benchmark, problem_id";
    Dataset<Row> episodes = spark.table("compared_episodes");
    Dataset<Row> responses =
        spark.table("responses").filter("run_id = '" + SqlText.quoted(runId) + "'");
    if (all > maxEpisodes) {
      long problems = episodes.selectExpr(problemColumns.split(", ")).distinct().count();
      long kept = Math.max(1, problems * maxEpisodes / all);
      Dataset<Row> interesting = spark.sql(INTERESTING_PROBLEMS.formatted(kept));
      episodes = episodes.join(interesting, problemColumns.split(", "), "left_semi");
      responses = responses.join(interesting, problemColumns.split(", "), "left_semi");
    }
    Map<String, List<ReportCall>> calls = new HashMap<>();
    // In the order of play: by round, strategy first, commitment last.
    for (Row row :
        responses
            .selectExpr(
                "*",
                "CASE stage WHEN 'strategy' THEN 0 WHEN 'commitment' THEN 2 ELSE 1 END AS position")
            .orderBy("round", "position", "stage", "agent", "role")
            .collectAsList()) {
      calls.computeIfAbsent(key(row), key -> new ArrayList<>()).add(call(row));
    }
    List<ReportEpisode> result = new ArrayList<>();
    for (Row row : episodes.collectAsList()) {
      result.add(episode(row, calls.getOrDefault(key(row), List.of())));
    }
    return result;
  }

  private static String key(Row row) {
    return String.join(
        "\u001f",
        row.<String>getAs("benchmark"),
        row.<String>getAs("method"),
        row.<String>getAs("problem_id"),
        row.<Integer>getAs("repeat").toString());
  }

  private static ReportEpisode episode(Row row, List<ReportCall> calls) {
    Boolean correct = row.getAs("correct");
    Boolean before = row.getAs("before_correct");
    Flip flip =
        correct == null || before == null || correct.equals(before)
            ? Flip.NONE
            : correct ? Flip.WON : Flip.LOST;
    return new ReportEpisode(
        row.getAs("benchmark"),
        row.getAs("method"),
        row.getAs("problem_id"),
        row.<Integer>getAs("repeat"),
        row.getAs("question"),
        row.getAs("kind"),
        row.getAs("level"),
        row.getAs("gold"),
        row.getAs("answer"),
        row.getAs("status"),
        correct,
        row.getAs("error_kind"),
        row.getAs("error"),
        flip,
        flip == Flip.NONE ? null : row.getAs("before_answer"),
        row.<Integer>getAs("rounds"),
        row.getAs("stop_reason"),
        row.getAs("agreement"),
        row.getAs("reward"),
        row.<Long>getAs("prompt_tokens") + row.<Long>getAs("completion_tokens"),
        calls);
  }

  private static ReportCall call(Row row) {
    return new ReportCall(
        row.getAs("role"),
        row.getAs("stage"),
        row.getAs("agent"),
        row.<Integer>getAs("round"),
        row.getAs("model"),
        row.getAs("temperature"),
        row.getAs("top_p"),
        row.getAs("repetition_penalty"),
        row.getAs("seed"),
        row.getAs("text"),
        row.getAs("answer"),
        row.getAs("correct"),
        row.getAs("status"),
        row.getAs("error"),
        row.getAs("finish_reason"),
        row.getAs("prompt_tokens"),
        row.getAs("completion_tokens"),
        row.getAs("mean_logprob"),
        row.getAs("q_value"),
        row.getAs("reward_al"),
        row.getAs("reward_ts"),
        row.getAs("reward_cc"),
        row.getAs("latency_ms"),
        row.getAs("cached"));
  }

  /** Rows with their column names, for figures whose columns only the page knows. */
  private List<Map<String, Object>> maps(String sql, String ofRun) {
    Dataset<Row> rows = spark.sql(sql.formatted(SqlText.quoted(ofRun)));
    List<Map<String, Object>> result = new ArrayList<>();
    for (Row row : rows.collectAsList()) {
      Map<String, Object> map = new LinkedHashMap<>();
      for (String column : rows.columns()) {
        Object value = row.getAs(column);
        // JSON has no word for what is not a number.
        map.put(column, value instanceof Double d && !Double.isFinite(d) ? null : value);
      }
      result.add(map);
    }
    return result;
  }
}
