package org.econspark.spark;

import static org.apache.spark.sql.functions.col;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.storage.StorageLevel;
import org.econspark.config.Settings;
import org.econspark.evaluation.Comparison;
import org.econspark.evaluation.ComparisonReport;
import org.econspark.evaluation.ComparisonRow;
import org.econspark.evaluation.CostCurve;
import org.econspark.evaluation.CurvePoint;
import org.econspark.evaluation.GrowthRow;
import org.econspark.evaluation.MethodCost;
import org.econspark.evaluation.PairedAttempts;

/**
 * Sums up the stored episodes and responses of a run for {@link Comparison} and writes the tables
 * {@code comparison}, {@code cost_curve}, {@code levels} and {@code credit}. The driver gets
 * counts, never rows of problems.
 */
final class ComparisonQuery {
  private final SparkSession spark;
  private final RunFiles files;
  private final Settings.Run run;
  private final PlayableMethods playable;

  ComparisonQuery(SparkSession spark, RunFiles files, Settings.Run run, PlayableMethods playable) {
    this.spark = spark;
    this.files = files;
    this.run = run;
    this.playable = playable;
  }

  /** Whether a run's methods ask for more than a summary. */
  static boolean asked(Settings.Run run) {
    return run.methods().stream()
        .anyMatch(
            m ->
                m.equals(VoteCurve.METHOD)
                    || m.startsWith(LevelCosts.HIERARCHY)
                    || m.contains("@"));
  }

  /** Computes the comparison from the stored rows, writes and returns it. */
  ComparisonReport write() {
    Dataset<Row> latest =
        SummaryQuery.latest(files.read("episodes", WaveWriter.episodesSchema()))
            .filter(col("correct").isNotNull())
            .withColumn("tokens", col("prompt_tokens").plus(col("completion_tokens")))
            .select(
                "benchmark",
                "method",
                "problem_id",
                "repeat",
                "attempt",
                "correct",
                "tokens",
                "calls",
                "agents",
                "grader")
            .persist(StorageLevel.MEMORY_AND_DISK());
    Dataset<Row> responses =
        files
            .read("responses", WaveWriter.responsesSchema())
            .withColumnRenamed("episode_attempt", "attempt")
            .withColumn("call_tokens", col("prompt_tokens").plus(col("completion_tokens")))
            .withColumnRenamed("correct", "call_correct")
            .withColumnRenamed("status", "call_status")
            .join(
                latest.select("benchmark", "method", "problem_id", "repeat", "attempt", "grader"),
                new String[] {"benchmark", "method", "problem_id", "repeat", "attempt"});
    VoteCurve vote = new VoteCurve(spark, run);
    Dataset<Row> votes = vote.votes(responses).persist(StorageLevel.MEMORY_AND_DISK());
    try {
      List<MethodCost> costs = new MethodCosts(run).of(latest);
      List<CurvePoint> curve = vote.curve(votes);
      List<ComparisonRow> rows = Comparison.of(evidence(latest, votes, costs, curve), run.seed());
      ComparisonReport report =
          new ComparisonReport(
              rows,
              curve,
              GrowthRow.of(costs),
              new LevelCosts(run).of(responses, costs),
              new AgentCredit(spark, run).of(latest, responses));
      replace("comparison", rows, ComparisonTables.COMPARISON, "benchmark", "method");
      replace("cost_curve", curve, ComparisonTables.CURVE, "benchmark", "method");
      replace("levels", report.levels(), ComparisonTables.LEVELS, "method");
      replace("credit", report.credit(), ComparisonTables.CREDIT, "method");
      return report;
    } finally {
      votes.unpersist();
      latest.unpersist();
    }
  }

  private <T> void replace(String table, List<T> rows, RowMapping<T> mapping, String... by) {
    files.replace(
        table,
        spark.createDataFrame(rows.stream().map(mapping::row).toList(), mapping.schema()),
        by);
  }

  private Comparison.Evidence evidence(
      Dataset<Row> latest, Dataset<Row> votes, List<MethodCost> costs, List<CurvePoint> curve) {
    Map<String, CostCurve> curves = new LinkedHashMap<>();
    curve.stream()
        .filter(point -> !point.benchmark().equals(ComparisonRow.ALL))
        .collect(
            Collectors.groupingBy(CurvePoint::benchmark, LinkedHashMap::new, Collectors.toList()))
        .forEach((benchmark, points) -> curves.put(benchmark, new CostCurve(points)));
    List<Row> choices = new ArrayList<>();
    for (MethodCost cost : costs) {
      CostCurve own = curves.get(cost.benchmark());
      if (own != null && !cost.method().equals(VoteCurve.METHOD)) {
        int k = own.atTokens(cost.tokens() / (double) cost.n()).samples();
        choices.add(RowFactory.create(cost.benchmark(), cost.method(), k));
      }
    }
    Dataset<Row> chosen =
        spark.createDataFrame(
            choices, StructType.fromDDL("benchmark STRING, method STRING, k INT"));
    PairedOutcomes pairs = new PairedOutcomes(run);
    Map<Comparison.Cell, List<PairedAttempts>> againstVotes =
        pairs.by(
            latest
                .join(chosen, new String[] {"benchmark", "method"})
                .join(
                    votes.select("benchmark", "problem_id", "repeat", "k", "other"),
                    new String[] {"benchmark", "problem_id", "repeat", "k"}));
    String matched = run.matchTokens().isEmpty() ? null : run.matchTokens();
    Map<Comparison.Cell, List<PairedAttempts>> againstMatched =
        matched == null
            ? Map.of()
            : pairs.by(
                PairedOutcomes.against(
                    latest.filter(col("method").notEqual(matched)),
                    latest.filter(col("method").equalTo(matched))));
    Map<Comparison.Cell, String> obstacles = new LinkedHashMap<>();
    playable
        .obstacles()
        .forEach(o -> obstacles.put(new Comparison.Cell(o.benchmark(), o.method()), o.reason()));
    return new Comparison.Evidence(costs, obstacles, curves, againstVotes, matched, againstMatched);
  }
}
