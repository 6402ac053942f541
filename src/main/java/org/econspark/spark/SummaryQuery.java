package org.econspark.spark;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.row_number;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;

import java.util.Comparator;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.types.StructType;
import org.econspark.config.Settings;
import org.econspark.evaluation.MethodCounts;
import org.econspark.evaluation.PairedCounts;
import org.econspark.evaluation.Summary;
import org.econspark.evaluation.SummaryRow;

/** Sums up the episodes of a run and writes the table {@code summary}. */
final class SummaryQuery {
  private static final RowMapping<SummaryRow> MAPPING =
      new RowMapping<SummaryRow>()
          .text("benchmark", SummaryRow::benchmark)
          .text("method", SummaryRow::method)
          .longInteger("n", SummaryRow::n)
          .number("accuracy", SummaryRow::accuracy)
          .number("accuracy_low", SummaryRow::accuracyLow)
          .number("accuracy_high", SummaryRow::accuracyHigh)
          .number("no_answer_rate", SummaryRow::noAnswerRate)
          .number("failure_rate", SummaryRow::failureRate)
          .number("tokens_per_problem", SummaryRow::tokensPerProblem)
          .number("tokens_per_correct", SummaryRow::tokensPerCorrect)
          .number("calls_per_problem", SummaryRow::callsPerProblem)
          .number("cost_usd", SummaryRow::costUsd)
          .number("seconds", SummaryRow::seconds)
          .text("baseline", SummaryRow::baseline)
          .number("delta", SummaryRow::delta)
          .number("delta_low", SummaryRow::deltaLow)
          .number("delta_high", SummaryRow::deltaHigh)
          .number("p_value", SummaryRow::pValue);

  private final SparkSession spark;
  private final RunFiles files;
  private final Settings.Run run;

  SummaryQuery(SparkSession spark, RunFiles files, Settings.Run run) {
    this.spark = spark;
    this.files = files;
    this.run = run;
  }

  static StructType schema() {
    return MAPPING.schema();
  }

  /** Computes the summary from the stored episodes, writes and returns it. */
  List<SummaryRow> write() {
    Dataset<Row> latest = latest(files.read("episodes", WaveWriter.episodesSchema()));
    List<MethodCounts> counts =
        counts(latest).collectAsList().stream()
            .map(SummaryQuery::methodCounts)
            .sorted(
                Comparator.comparing((MethodCounts c) -> run.benchmarks().indexOf(c.benchmark()))
                    .thenComparing(c -> run.methods().indexOf(c.method())))
            .toList();
    List<SummaryRow> summary = Summary.of(counts, run.baseline());
    files.replace(
        "summary",
        spark.createDataFrame(summary.stream().map(MAPPING::row).toList(), MAPPING.schema()),
        "benchmark",
        "method");
    return summary;
  }

  /** The highest attempt of each episode counts. */
  private static Dataset<Row> latest(Dataset<Row> episodes) {
    return episodes
        .withColumn(
            "recency",
            row_number()
                .over(
                    Window.partitionBy("benchmark", "method", "problem_id", "repeat")
                        .orderBy(col("attempt").desc())))
        .filter(col("recency").equalTo(1));
  }

  private Dataset<Row> counts(Dataset<Row> latest) {
    Dataset<Row> totals =
        latest
            .groupBy("benchmark", "method")
            .agg(
                count(lit(1)).as("episodes"),
                countWhere(col("correct")).as("correct"),
                countWhere(col("status").equalTo("no_answer")).as("no_answer"),
                countWhere(col("status").equalTo("failed")).as("failed"),
                sum(col("prompt_tokens").plus(col("completion_tokens"))).as("tokens"),
                sum(col("calls")).as("calls"),
                sum(col("cost_usd")).as("cost_usd"));
    // All episodes of a chunk are played together: the longest one took as long as the chunk.
    Dataset<Row> seconds =
        latest
            .groupBy("benchmark", "method", "chunk")
            .agg(max("latency_ms").as("chunk_ms"))
            .groupBy("benchmark", "method")
            .agg(sum(col("chunk_ms").divide(1000)).as("seconds"));
    Dataset<Row> baseline =
        latest
            .filter(col("method").equalTo(run.baseline()))
            .select(
                col("benchmark"),
                col("problem_id"),
                col("repeat"),
                col("correct").as("baseline_correct"));
    Dataset<Row> pairs =
        latest
            .join(baseline, new String[] {"benchmark", "problem_id", "repeat"}, "inner")
            .filter(col("correct").isNotNull().and(col("baseline_correct").isNotNull()))
            .groupBy("benchmark", "method")
            .agg(
                countWhere(col("correct").and(col("baseline_correct"))).as("both"),
                countWhere(col("correct").and(not("baseline_correct"))).as("only_method"),
                countWhere(not("correct").and(col("baseline_correct"))).as("only_baseline"),
                countWhere(not("correct").and(not("baseline_correct"))).as("neither"));
    return join(join(totals, seconds), pairs);
  }

  private static Dataset<Row> join(Dataset<Row> left, Dataset<Row> right) {
    return left.join(right, new String[] {"benchmark", "method"}, "left");
  }

  private static Column not(String column) {
    return org.apache.spark.sql.functions.not(col(column));
  }

  private static Column countWhere(Column condition) {
    return coalesce(sum(when(condition, 1L).otherwise(0L)), lit(0L));
  }

  private static MethodCounts methodCounts(Row row) {
    return new MethodCounts(
        row.getAs("benchmark"),
        row.getAs("method"),
        row.<Long>getAs("episodes"),
        row.<Long>getAs("correct"),
        row.<Long>getAs("no_answer"),
        row.<Long>getAs("failed"),
        row.<Long>getAs("tokens"),
        row.<Long>getAs("calls"),
        row.getAs("cost_usd"),
        row.<Double>getAs("seconds"),
        new PairedCounts(
            zeroIfNull(row.getAs("both")),
            zeroIfNull(row.getAs("only_method")),
            zeroIfNull(row.getAs("only_baseline")),
            zeroIfNull(row.getAs("neither"))));
  }

  private static long zeroIfNull(Long value) {
    return value == null ? 0 : value;
  }
}
