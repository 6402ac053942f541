package org.econspark.spark;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.row_number;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;

import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.storage.StorageLevel;
import org.econspark.config.Settings;
import org.econspark.evaluation.Attempts;
import org.econspark.evaluation.MethodCounts;
import org.econspark.evaluation.PairedAttempts;
import org.econspark.evaluation.PassAtKRow;
import org.econspark.evaluation.Summary;
import org.econspark.evaluation.SummaryRow;

/**
 * Sums up the episodes of a run and writes the table {@code summary}, and {@code pass_at_k} where
 * problems were tried several times. The driver gets counts of problems that share their counts,
 * never the problems.
 */
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
          .number("p_value", SummaryRow::pValue)
          .longInteger("problems", SummaryRow::problems)
          .integer("repeats", SummaryRow::repeats)
          .number("accuracy_se", SummaryRow::accuracySe)
          .number("accuracy_strict", SummaryRow::accuracyStrict)
          .number("pass_at_1", SummaryRow::passAt1)
          .number("pass_at_k", SummaryRow::passAtK)
          .number("majority_at_k", SummaryRow::majorityAtK)
          .number("oracle", SummaryRow::oracle)
          .number("delta_boot_low", SummaryRow::deltaBootLow)
          .number("delta_boot_high", SummaryRow::deltaBootHigh)
          .number("p_value_raw", SummaryRow::pValueRaw)
          .longInteger("problems_needed", SummaryRow::problemsNeeded);

  private static final String[] PROBLEM = {"benchmark", "method", "problem_id"};
  private static final String[] EPISODE = {"benchmark", "method", "problem_id", "repeat"};

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
    Dataset<Row> latest =
        latest(files.read("episodes", WaveWriter.episodesSchema()))
            .persist(StorageLevel.MEMORY_AND_DISK());
    try {
      List<PassAtKRow> passAtK =
          run.repeats() > 1
              ? new PassAtKQuery(spark, files, run.repeats()).write(latest)
              : List.of();
      List<SummaryRow> summary = Summary.of(counts(latest), passAtK, run.baseline(), run.seed());
      files.replace(
          "summary",
          spark.createDataFrame(summary.stream().map(MAPPING::row).toList(), MAPPING.schema()),
          "benchmark",
          "method");
      return summary;
    } finally {
      latest.unpersist();
    }
  }

  /** The highest attempt of each episode counts. */
  static Dataset<Row> latest(Dataset<Row> episodes) {
    return episodes
        .withColumn(
            "recency",
            row_number().over(Window.partitionBy(columns(EPISODE)).orderBy(col("attempt").desc())))
        .filter(col("recency").equalTo(1))
        .drop("recency");
  }

  private List<MethodCounts> counts(Dataset<Row> latest) {
    Map<String, List<Attempts>> attempts = attempts(latest);
    Map<String, List<PairedAttempts>> paired = paired(latest);
    return totals(latest).collectAsList().stream()
        .map(row -> methodCounts(row, attempts, paired))
        .sorted(
            Comparator.comparing((MethodCounts c) -> run.benchmarks().indexOf(c.benchmark()))
                .thenComparing(c -> run.methods().indexOf(c.method())))
        .toList();
  }

  private Dataset<Row> totals(Dataset<Row> latest) {
    Dataset<Row> totals =
        latest
            .groupBy("benchmark", "method")
            .agg(
                count(lit(1)).as("episodes"),
                countWhere(col("correct")).as("correct"),
                countWhere(col("correct_strict")).as("correct_strict"),
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
    return join(join(totals, seconds), solvable(latest));
  }

  /** Problems for which a call of an episode that counts gave a right answer. */
  private Dataset<Row> solvable(Dataset<Row> latest) {
    Dataset<Row> right =
        files
            .read("responses", WaveWriter.responsesSchema())
            .filter(col("correct"))
            .withColumnRenamed("episode_attempt", "attempt")
            .select(columns(EPISODE, "attempt"))
            .distinct();
    return latest
        .filter(col("correct").isNotNull())
        .select(columns(EPISODE, "attempt", "correct"))
        .join(
            right.withColumn("right", lit(true)),
            new String[] {"benchmark", "method", "problem_id", "repeat", "attempt"},
            "left")
        .filter(col("correct").or(col("right")))
        .select(columns(PROBLEM))
        .distinct()
        .groupBy("benchmark", "method")
        .agg(count(lit(1)).as("solvable"));
  }

  private static Map<String, List<Attempts>> attempts(Dataset<Row> latest) {
    Dataset<Row> counts =
        latest
            .filter(col("correct").isNotNull())
            .groupBy(columns(PROBLEM))
            .agg(count(lit(1)).as("graded"), countWhere(col("correct")).as("correct"))
            .groupBy("benchmark", "method", "graded", "correct")
            .agg(count(lit(1)).as("problems"));
    return byMethod(
        counts,
        row ->
            new Attempts(
                wholeNumber(row, "graded"),
                wholeNumber(row, "correct"),
                row.<Long>getAs("problems")));
  }

  private Map<String, List<PairedAttempts>> paired(Dataset<Row> latest) {
    Dataset<Row> graded = latest.filter(col("correct").isNotNull());
    Dataset<Row> baseline =
        graded
            .filter(col("method").equalTo(run.baseline()))
            .select(
                col("benchmark"),
                col("problem_id"),
                col("repeat"),
                col("correct").as("baseline_correct"));
    Dataset<Row> counts =
        graded
            .join(baseline, new String[] {"benchmark", "problem_id", "repeat"}, "inner")
            .groupBy(columns(PROBLEM))
            .agg(
                count(lit(1)).as("pairs"),
                countWhere(col("correct")).as("first"),
                countWhere(col("baseline_correct")).as("second"))
            .groupBy("benchmark", "method", "pairs", "first", "second")
            .agg(count(lit(1)).as("problems"));
    return byMethod(
        counts,
        row ->
            new PairedAttempts(
                wholeNumber(row, "pairs"),
                wholeNumber(row, "first"),
                wholeNumber(row, "second"),
                row.<Long>getAs("problems")));
  }

  /** Rows by benchmark and method, in an order that does not depend on Spark. */
  private static <T> Map<String, List<T>> byMethod(Dataset<Row> rows, Function<Row, T> read) {
    Column[] order = Arrays.stream(rows.columns()).map(c -> col(c)).toArray(Column[]::new);
    return rows.orderBy(order).collectAsList().stream()
        .collect(
            Collectors.groupingBy(
                row -> key(row), HashMap::new, Collectors.mapping(read, Collectors.toList())));
  }

  private static String key(Row row) {
    return row.<String>getAs("benchmark") + '\u001f' + row.<String>getAs("method");
  }

  private static Dataset<Row> join(Dataset<Row> left, Dataset<Row> right) {
    return left.join(right, new String[] {"benchmark", "method"}, "left");
  }

  private static Column countWhere(Column condition) {
    return coalesce(sum(when(condition, 1L).otherwise(0L)), lit(0L));
  }

  private static Column[] columns(String[] names, String... more) {
    return Stream.concat(Arrays.stream(names), Arrays.stream(more))
        .map(name -> col(name))
        .toArray(Column[]::new);
  }

  private static int wholeNumber(Row row, String column) {
    return Math.toIntExact(row.<Long>getAs(column));
  }

  private static MethodCounts methodCounts(
      Row row, Map<String, List<Attempts>> attempts, Map<String, List<PairedAttempts>> paired) {
    Long solvable = row.getAs("solvable");
    return new MethodCounts(
        row.getAs("benchmark"),
        row.getAs("method"),
        row.<Long>getAs("episodes"),
        row.<Long>getAs("correct"),
        row.<Long>getAs("correct_strict"),
        row.<Long>getAs("no_answer"),
        row.<Long>getAs("failed"),
        row.<Long>getAs("tokens"),
        row.<Long>getAs("calls"),
        row.getAs("cost_usd"),
        row.<Double>getAs("seconds"),
        solvable == null ? 0 : solvable,
        attempts.getOrDefault(key(row), List.of()),
        paired.getOrDefault(key(row), List.of()));
  }
}
