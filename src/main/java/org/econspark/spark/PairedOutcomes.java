package org.econspark.spark;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.econspark.config.Settings;
import org.econspark.evaluation.Comparison;
import org.econspark.evaluation.ComparisonRow;
import org.econspark.evaluation.PairedAttempts;

/** Counts pairs of attempts at the same problem, so that the driver never holds problems. */
final class PairedOutcomes {
  private static final String[] EPISODE = {"benchmark", "problem_id", "repeat"};

  private final Settings.Run run;

  PairedOutcomes(Settings.Run run) {
    this.run = run;
  }

  /** Episodes beside those of another method on the same problem and repeat, as {@code other}. */
  static Dataset<Row> against(Dataset<Row> episodes, Dataset<Row> others) {
    return episodes.join(
        others.select(
            col("benchmark"), col("problem_id"), col("repeat"), col("correct").as("other")),
        EPISODE);
  }

  /**
   * Pairs by benchmark and method, and by method over all benchmarks where there are several.
   *
   * @param rows with benchmark, method, problem_id, correct and other, one a pair of attempts
   */
  Map<Comparison.Cell, List<PairedAttempts>> by(Dataset<Row> rows) {
    Map<Comparison.Cell, List<PairedAttempts>> found = new LinkedHashMap<>();
    rows.groupBy("benchmark", "method", "problem_id")
        .agg(
            count(lit(1)).as("pairs"),
            countWhere(col("correct")).as("first"),
            countWhere(col("other")).as("second"))
        .groupBy("benchmark", "method", "pairs", "first", "second")
        .agg(count(lit(1)).as("problems"))
        .orderBy("benchmark", "method", "pairs", "first", "second")
        .collectAsList()
        .forEach(
            row ->
                found
                    .computeIfAbsent(
                        new Comparison.Cell(row.getAs("benchmark"), row.getAs("method")),
                        cell -> new ArrayList<>())
                    .add(attempts(row)));
    Map<Comparison.Cell, List<PairedAttempts>> ordered = new LinkedHashMap<>();
    for (String benchmark : run.benchmarks()) {
      for (String method : run.methods()) {
        Comparison.Cell cell = new Comparison.Cell(benchmark, method);
        Optional.ofNullable(found.get(cell)).ifPresent(pairs -> ordered.put(cell, pairs));
      }
    }
    if (run.benchmarks().size() > 1) {
      for (String method : run.methods()) {
        List<PairedAttempts> all =
            run.benchmarks().stream()
                .flatMap(
                    b -> found.getOrDefault(new Comparison.Cell(b, method), List.of()).stream())
                .toList();
        if (!all.isEmpty()) {
          ordered.put(new Comparison.Cell(ComparisonRow.ALL, method), all);
        }
      }
    }
    return ordered;
  }

  private static PairedAttempts attempts(Row row) {
    return new PairedAttempts(
        Math.toIntExact(row.<Long>getAs("pairs")),
        Math.toIntExact(row.<Long>getAs("first")),
        Math.toIntExact(row.<Long>getAs("second")),
        row.<Long>getAs("problems"));
  }

  /** Number of rows that fulfil a condition. */
  static Column countWhere(Column condition) {
    return coalesce(sum(when(condition, 1L).otherwise(0L)), lit(0L));
  }

  /** The same over all benchmarks and methods together. */
  List<PairedAttempts> pooled(Dataset<Row> rows) {
    return by(rows).entrySet().stream()
        .filter(entry -> !entry.getKey().benchmark().equals(ComparisonRow.ALL))
        .flatMap(entry -> entry.getValue().stream())
        .toList();
  }
}
