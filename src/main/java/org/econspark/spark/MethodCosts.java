package org.econspark.spark;

import static org.apache.spark.sql.functions.avg;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sum;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.econspark.config.Settings;
import org.econspark.evaluation.ComparisonRow;
import org.econspark.evaluation.MethodCost;

/** What each method of a run got right and spent. */
final class MethodCosts {
  private final Settings.Run run;

  MethodCosts(Settings.Run run) {
    this.run = run;
  }

  /**
   * By benchmark and, where there are several, over all of them.
   *
   * @param latest episodes that did not fail, with tokens
   */
  List<MethodCost> of(Dataset<Row> latest) {
    List<MethodCost> costs = new ArrayList<>();
    latest
        .groupBy("benchmark", "method")
        .agg(
            count(lit(1)).as("n"),
            PairedOutcomes.countWhere(col("correct")).as("right"),
            sum("tokens").as("tokens"),
            sum("calls").as("calls"),
            avg("agents").as("agents"))
        .collectAsList()
        .forEach(
            row ->
                costs.add(
                    new MethodCost(
                        row.getAs("benchmark"),
                        row.getAs("method"),
                        row.<Long>getAs("n"),
                        row.<Long>getAs("right"),
                        row.<Long>getAs("tokens"),
                        row.<Long>getAs("calls"),
                        row.<Double>getAs("agents"))));
    costs.sort(
        Comparator.comparing((MethodCost c) -> run.benchmarks().indexOf(c.benchmark()))
            .thenComparing(c -> run.methods().indexOf(c.method())));
    if (run.benchmarks().size() > 1) {
      for (String method : run.methods()) {
        costs.stream()
            .filter(cost -> cost.method().equals(method))
            .reduce(MethodCosts::pooled)
            .ifPresent(
                sum ->
                    costs.add(
                        new MethodCost(
                            ComparisonRow.ALL,
                            method,
                            sum.n(),
                            sum.correct(),
                            sum.tokens(),
                            sum.calls(),
                            sum.agents())));
      }
    }
    return costs;
  }

  private static MethodCost pooled(MethodCost a, MethodCost b) {
    long n = a.n() + b.n();
    return new MethodCost(
        ComparisonRow.ALL,
        a.method(),
        n,
        a.correct() + b.correct(),
        a.tokens() + b.tokens(),
        a.calls() + b.calls(),
        (a.agents() * a.n() + b.agents() * b.n()) / n);
  }
}
