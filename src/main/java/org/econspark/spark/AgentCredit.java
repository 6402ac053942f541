package org.econspark.spark;

import static org.apache.spark.sql.functions.avg;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.when;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;
import org.econspark.config.Settings;
import org.econspark.evaluation.CreditRow;
import org.econspark.evaluation.PairedAttempts;
import org.econspark.evaluation.PrefixVotes;

/** What each executor agent adds to the vote and to the commitment. */
final class AgentCredit {
  private static final String CREDITED = "majority";
  private static final String LEFT_OUT = "@without-";

  private static final StructType CREDITS =
      StructType.fromDDL(
          "problem_id STRING, agent INT, own BOOLEAN, correct BOOLEAN, other BOOLEAN,"
              + " benchmark STRING");

  private final SparkSession spark;
  private final Settings.Run run;
  private final PairedOutcomes pairs;

  AgentCredit(SparkSession spark, Settings.Run run) {
    this.spark = spark;
    this.run = run;
    this.pairs = new PairedOutcomes(run);
  }

  List<CreditRow> of(Dataset<Row> latest, Dataset<Row> responses) {
    List<CreditRow> rows = new ArrayList<>(voteCredit(responses));
    for (String method : run.methods()) {
      int at = method.indexOf(LEFT_OUT);
      if (at >= 0 && run.methods().contains(method.substring(0, at))) {
        commitmentCredit(latest, method.substring(0, at), method).ifPresent(rows::add);
      }
    }
    return rows;
  }

  /** The vote over all executors' answers against the vote without one of them. */
  private List<CreditRow> voteCredit(Dataset<Row> responses) {
    Dataset<Row> episodes =
        responses
            .filter(
                col("method")
                    .equalTo(CREDITED)
                    .and(col("role").equalTo("executor"))
                    .and(col("stage").equalTo("answer")))
            .groupBy("benchmark", "problem_id", "repeat", "grader")
            .agg(VoteCurve.samples());
    FlatMapFunction<Row, Row> withoutEach =
        row -> {
          List<PrefixVotes.Sample> all = VoteCurve.samples(row);
          Boolean together = PrefixVotes.winnerIsRight(all);
          List<Row> credits = new ArrayList<>();
          for (int agent = 0; agent < all.size() && together != null; agent++) {
            List<PrefixVotes.Sample> others = new ArrayList<>(all);
            PrefixVotes.Sample own = others.remove(agent);
            boolean without =
                !others.isEmpty() && Boolean.TRUE.equals(PrefixVotes.winnerIsRight(others));
            credits.add(
                RowFactory.create(
                    row.getAs("problem_id"),
                    agent,
                    own.correct(),
                    together,
                    without,
                    row.getAs("benchmark")));
          }
          return credits.iterator();
        };
    Dataset<Row> credits =
        spark.createDataFrame(episodes.javaRDD().flatMap(withoutEach), CREDITS).persist();
    try {
      Map<Integer, Double> own = new TreeMap<>();
      credits
          .groupBy("agent")
          .agg(avg(when(col("own"), 1.0).otherwise(0.0)).as("accuracy"))
          .collectAsList()
          .forEach(row -> own.put(row.getInt(0), row.getDouble(1)));
      List<CreditRow> rows = new ArrayList<>();
      for (Map.Entry<Integer, Double> agent : own.entrySet()) {
        List<PairedAttempts> outcomes =
            pairs.pooled(
                credits
                    .filter(col("agent").equalTo(agent.getKey()))
                    .withColumn("method", lit(CREDITED)));
        rows.add(
            CreditRow.of(CREDITED, "vote", agent.getKey(), agent.getValue(), outcomes, run.seed()));
      }
      return rows;
    } finally {
      credits.unpersist();
    }
  }

  /** A method against its variant whose coordinator does not see one agent's answer. */
  private Optional<CreditRow> commitmentCredit(Dataset<Row> latest, String method, String variant) {
    String agent = variant.substring(method.length() + LEFT_OUT.length());
    if (!agent.matches("\\d{1,3}")) {
      return Optional.empty();
    }
    List<PairedAttempts> outcomes =
        pairs.pooled(
            PairedOutcomes.against(
                latest.filter(col("method").equalTo(method)),
                latest.filter(col("method").equalTo(variant))));
    return outcomes.isEmpty()
        ? Optional.empty()
        : Optional.of(
            CreditRow.of(
                method, "commitment", Integer.parseInt(agent), null, outcomes, run.seed()));
  }
}
