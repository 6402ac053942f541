package org.econspark.spark;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.collect_list;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.sum;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;
import org.econspark.benchmark.Grader;
import org.econspark.benchmark.grading.Graders;
import org.econspark.config.Settings;
import org.econspark.evaluation.ComparisonRow;
import org.econspark.evaluation.CurvePoint;
import org.econspark.evaluation.PrefixVotes;

/** What self-consistency would have answered and spent with fewer samples than it drew. */
final class VoteCurve {
  static final String METHOD = "self-consistency";

  private static final StructType VOTES =
      StructType.fromDDL(
          "benchmark STRING, problem_id STRING, repeat INT, k INT, other BOOLEAN, tokens BIGINT");

  private final SparkSession spark;
  private final Settings.Run run;

  VoteCurve(SparkSession spark, Settings.Run run) {
    this.spark = spark;
    this.run = run;
  }

  /** For each episode of self-consistency the vote of its first k samples, for every k. */
  Dataset<Row> votes(Dataset<Row> responses) {
    Dataset<Row> episodes =
        responses
            .filter(col("method").equalTo(METHOD))
            .groupBy("benchmark", "problem_id", "repeat", "grader")
            .agg(samples());
    FlatMapFunction<Row, Row> ofEpisode =
        row -> {
          List<Row> votes = new ArrayList<>();
          for (PrefixVotes.Vote vote : PrefixVotes.of(samples(row))) {
            if (vote.correct() != null) {
              votes.add(
                  RowFactory.create(
                      row.getAs("benchmark"),
                      row.getAs("problem_id"),
                      row.getAs("repeat"),
                      vote.samples(),
                      vote.correct(),
                      vote.tokens()));
            }
          }
          return votes.iterator();
        };
    return spark.createDataFrame(episodes.javaRDD().flatMap(ofEpisode), VOTES);
  }

  /** Collects the calls of an episode into the column that {@link #samples(Row)} reads. */
  static Column samples() {
    return collect_list(struct("agent", "answer", "call_correct", "call_status", "call_tokens"))
        .as("samples");
  }

  /** The answers of an episode that was grouped with {@link #samples()}, in agent order. */
  static List<PrefixVotes.Sample> samples(Row episode) {
    Grader grader = Graders.byName(episode.getAs("grader"));
    List<Row> samples = new ArrayList<>(episode.getList(episode.fieldIndex("samples")));
    samples.sort(Comparator.comparing(sample -> sample.<Integer>getAs("agent")));
    return samples.stream()
        .map(
            sample -> {
              String answer = sample.getAs("answer");
              return new PrefixVotes.Sample(
                  answer == null ? null : grader.voteKey(answer),
                  Boolean.TRUE.equals(sample.getAs("call_correct")),
                  sample.<Integer>getAs("call_tokens"),
                  sample.getAs("call_status").equals("failed"));
            })
        .toList();
  }

  /** Accuracy and tokens of the vote by number of samples, also over all benchmarks. */
  List<CurvePoint> curve(Dataset<Row> votes) {
    Map<String, TreeMap<Integer, CurvePoint>> curves = new LinkedHashMap<>();
    run.benchmarks().forEach(benchmark -> curves.put(benchmark, new TreeMap<>()));
    votes
        .groupBy("benchmark", "k")
        .agg(
            count(lit(1)).as("n"),
            PairedOutcomes.countWhere(col("other")).as("right"),
            sum("tokens").as("tokens"))
        .collectAsList()
        .forEach(
            row -> {
              long n = row.<Long>getAs("n");
              int k = row.<Integer>getAs("k");
              String benchmark = row.getAs("benchmark");
              curves
                  .get(benchmark)
                  .put(
                      k,
                      new CurvePoint(
                          benchmark,
                          METHOD,
                          k,
                          n,
                          row.<Long>getAs("right") / (double) n,
                          row.<Long>getAs("tokens") / (double) n));
            });
    List<CurvePoint> points = new ArrayList<>();
    curves.values().forEach(curve -> points.addAll(curve.values()));
    if (curves.size() > 1) {
      points.addAll(pooled(List.copyOf(curves.values())));
    }
    return points;
  }

  /** As far as the samples of all benchmarks go. */
  private static List<CurvePoint> pooled(List<TreeMap<Integer, CurvePoint>> curves) {
    int most = curves.stream().mapToInt(Map::size).min().orElse(0);
    List<CurvePoint> points = new ArrayList<>();
    for (int k = 1; k <= most; k++) {
      int samples = k;
      List<CurvePoint> at = curves.stream().map(curve -> curve.get(samples)).toList();
      long n = at.stream().mapToLong(CurvePoint::n).sum();
      points.add(
          new CurvePoint(
              ComparisonRow.ALL,
              METHOD,
              k,
              n,
              at.stream().mapToDouble(p -> p.accuracy() * p.n()).sum() / n,
              at.stream().mapToDouble(p -> p.tokensPerProblem() * p.n()).sum() / n));
    }
    return points;
  }
}
