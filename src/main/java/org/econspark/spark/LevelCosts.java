package org.econspark.spark;

import static org.apache.spark.sql.functions.avg;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.sum;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.econspark.config.Settings;
import org.econspark.evaluation.ComparisonRow;
import org.econspark.evaluation.LevelRow;
import org.econspark.evaluation.MethodCost;

/** What executors, local coordinators and the global one spend. */
final class LevelCosts {
  static final String HIERARCHY = "econ-hier";

  private final Settings.Run run;

  LevelCosts(Settings.Run run) {
    this.run = run;
  }

  /** Only for runs with a hierarchy: of methods that have a coordinator. */
  List<LevelRow> of(Dataset<Row> responses, List<MethodCost> costs) {
    if (run.methods().stream().noneMatch(method -> method.startsWith(HIERARCHY))) {
      return List.of();
    }
    Map<String, Long> episodes = new LinkedHashMap<>();
    costs.stream()
        .filter(cost -> !cost.benchmark().equals(ComparisonRow.ALL))
        .forEach(cost -> episodes.merge(cost.method(), cost.n(), Long::sum));
    List<Row> rows =
        responses
            .filter(col("method").startsWith("econ"))
            .groupBy("method", "role")
            .agg(
                count(lit(1)).as("calls"),
                sum("call_tokens").as("tokens"),
                avg("prompt_tokens").as("context"),
                max("prompt_tokens").as("most"))
            .collectAsList();
    return rows.stream()
        .map(
            row -> {
              String method = row.getAs("method");
              double n = episodes.get(method);
              return new LevelRow(
                  method,
                  row.getAs("role"),
                  row.<Long>getAs("calls") / n,
                  row.<Long>getAs("tokens") / n,
                  row.<Double>getAs("context"),
                  row.<Integer>getAs("most"));
            })
        .sorted(
            Comparator.comparing((LevelRow row) -> run.methods().indexOf(row.method()))
                .thenComparing(LevelRow::role))
        .toList();
  }
}
