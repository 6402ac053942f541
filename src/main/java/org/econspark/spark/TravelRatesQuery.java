package org.econspark.spark;

import static org.apache.spark.sql.functions.col;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.econspark.benchmark.travel.PlanJudge;
import org.econspark.benchmark.travel.TravelMode;
import org.econspark.benchmark.travel.TravelPlan;
import org.econspark.benchmark.travel.TravelRates;
import org.econspark.benchmark.travel.TravelRates.Rate;
import org.econspark.config.Settings;
import org.econspark.evaluation.TravelRateRow;
import scala.Tuple2;

/**
 * The rates of TravelPlanner over the plans of a run: the table {@code travel_rates}. Stored
 * answers are judged once more, which calls no model.
 */
final class TravelRatesQuery {
  private static final String GRADER = "travelplanner";
  static final RowMapping<TravelRateRow> MAPPING =
      new RowMapping<TravelRateRow>()
          .text("benchmark", TravelRateRow::benchmark)
          .text("method", TravelRateRow::method)
          .text("rate", r -> r.rate().name())
          .text("kind", r -> r.rate().kind())
          .longInteger("passed", r -> r.rate().passed())
          .longInteger("failed", r -> r.rate().failed())
          .longInteger("not_judgeable", r -> r.rate().notJudgeable())
          .longInteger("total", r -> r.rate().total())
          .number("share", r -> r.rate().rate());

  private final SparkSession spark;
  private final RunFiles files;
  private final Settings settings;

  TravelRatesQuery(SparkSession spark, RunFiles files, Settings settings) {
    this.spark = spark;
    this.files = files;
    this.settings = settings;
  }

  /** Computes, writes and returns the rates; none where no such plans were asked for. */
  List<TravelRateRow> write() {
    boolean any =
        settings.run().benchmarks().stream()
            .anyMatch(name -> settings.benchmarks().get(name).format().equals(GRADER));
    if (!any) {
      return List.of();
    }
    List<TravelRateRow> rows = new ArrayList<>();
    Dataset<Row> plans =
        SummaryQuery.latest(files.read("episodes", WaveWriter.episodesSchema()))
            .filter(col("grader").startsWith(GRADER).and(col("correct").isNotNull()))
            .select("benchmark", "method", "gold", "answer", "grader");
    plans
        .javaRDD()
        .mapToPair(
            row ->
                new Tuple2<>(
                    new Tuple2<>(row.<String>getAs("benchmark"), row.<String>getAs("method")),
                    rates(row)))
        .reduceByKey(TravelRates::plus)
        .collect()
        .forEach(
            entry -> {
              for (Rate rate : entry._2().rates()) {
                rows.add(new TravelRateRow(entry._1()._1(), entry._1()._2(), rate));
              }
            });
    if (rows.isEmpty()) {
      return List.of();
    }
    // Stable: the rates of a method keep their order.
    rows.sort(
        Comparator.comparing(
                (TravelRateRow row) -> settings.run().benchmarks().indexOf(row.benchmark()))
            .thenComparing(row -> settings.run().methods().indexOf(row.method())));
    files.replace(
        "travel_rates",
        spark.createDataFrame(rows.stream().map(MAPPING::row).toList(), MAPPING.schema()),
        "benchmark",
        "method");
    return rows;
  }

  private static TravelRates rates(Row row) throws JsonProcessingException {
    boolean strict = row.<String>getAs("grader").equals(GRADER + "-strict");
    PlanJudge judge =
        PlanJudge.of(row.getAs("gold"), strict ? TravelMode.STRICT : TravelMode.OFFICIAL);
    TravelRates rates = new TravelRates();
    rates.add(
        judge.asked(),
        Optional.ofNullable(row.<String>getAs("answer"))
            .flatMap(TravelPlan::ofJson)
            .map(judge::judge));
    return rates;
  }
}
