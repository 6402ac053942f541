package org.econspark.spark;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.collect_list;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.struct;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.commons.math3.stat.descriptive.SummaryStatistics;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.econspark.benchmark.Grader;
import org.econspark.benchmark.grading.Graders;
import org.econspark.evaluation.PassAtKRow;
import org.econspark.evaluation.RepeatedAnswers;

/**
 * What k attempts at a problem are worth, for k of 1, 2, 4, ... and all: the table {@code
 * pass_at_k}.
 */
final class PassAtKQuery {
  static final RowMapping<PassAtKRow> MAPPING =
      new RowMapping<PassAtKRow>()
          .text("benchmark", PassAtKRow::benchmark)
          .text("method", PassAtKRow::method)
          .integer("k", PassAtKRow::k)
          .longInteger("problems", PassAtKRow::problems)
          .number("pass_at_k", PassAtKRow::passAtK)
          .number("pass_low", PassAtKRow::passLow)
          .number("pass_high", PassAtKRow::passHigh)
          .number("majority_at_k", PassAtKRow::majorityAtK)
          .number("majority_low", PassAtKRow::majorityLow)
          .number("majority_high", PassAtKRow::majorityHigh);

  private static final StructType PROBLEM_VALUES =
      new StructType()
          .add("benchmark", DataTypes.StringType)
          .add("method", DataTypes.StringType)
          .add("k", DataTypes.IntegerType)
          .add("pass", DataTypes.DoubleType)
          .add("majority", DataTypes.DoubleType);

  private final SparkSession spark;
  private final RunFiles files;
  private final int repeats;

  /**
   * @param repeats attempts at each problem, the largest k
   */
  PassAtKQuery(SparkSession spark, RunFiles files, int repeats) {
    this.spark = spark;
    this.files = files;
    this.repeats = repeats;
  }

  /**
   * @param latest the episodes that count
   */
  List<PassAtKRow> write(Dataset<Row> latest) {
    Dataset<Row> problems =
        latest
            .filter(col("correct").isNotNull())
            .groupBy("benchmark", "method", "problem_id", "grader")
            .agg(collect_list(struct("repeat", "answer", "correct")).as("attempts"));
    int repeats = this.repeats;
    FlatMapFunction<Row, Row> values = row -> values(row, repeats);
    // Collected as counts of equal values: the sums do not depend on how rows are spread.
    Map<Key, List<Row>> byKey =
        spark
            .createDataFrame(problems.javaRDD().flatMap(values), PROBLEM_VALUES)
            .groupBy("benchmark", "method", "k", "pass", "majority")
            .agg(count(lit(1)).as("problems"))
            .orderBy("benchmark", "method", "k", "pass", "majority")
            .collectAsList()
            .stream()
            .collect(Collectors.groupingBy(Key::of, LinkedHashMap::new, Collectors.toList()));
    List<PassAtKRow> rows =
        byKey.entrySet().stream().map(e -> row(e.getKey(), e.getValue())).toList();
    files.replace(
        "pass_at_k",
        spark.createDataFrame(rows.stream().map(MAPPING::row).toList(), MAPPING.schema()),
        "benchmark",
        "method");
    return rows;
  }

  private static Iterator<Row> values(Row problem, int repeats) {
    Grader grader = Graders.byName(problem.getAs("grader"));
    List<Row> attempts = new ArrayList<>(problem.getList(problem.fieldIndex("attempts")));
    attempts.sort(Comparator.comparing(attempt -> attempt.<Integer>getAs("repeat")));
    RepeatedAnswers answers =
        new RepeatedAnswers(attempts.stream().map(attempt -> answer(attempt, grader)).toList());
    List<Row> values = new ArrayList<>();
    for (int k = 1; k <= attempts.size(); k = k == repeats ? k + 1 : Math.min(2 * k, repeats)) {
      values.add(
          RowFactory.create(
              problem.getAs("benchmark"),
              problem.getAs("method"),
              k,
              answers.passAt(k),
              answers.majorityAt(k)));
    }
    return values.iterator();
  }

  private static RepeatedAnswers.Answer answer(Row attempt, Grader grader) {
    String answer = attempt.getAs("answer");
    return new RepeatedAnswers.Answer(
        answer == null ? null : grader.voteKey(answer), attempt.<Boolean>getAs("correct"));
  }

  private static PassAtKRow row(Key key, List<Row> counted) {
    SummaryStatistics pass = new SummaryStatistics();
    SummaryStatistics majority = new SummaryStatistics();
    for (Row row : counted) {
      for (long i = row.<Long>getAs("problems"); i > 0; i--) {
        pass.addValue(row.<Double>getAs("pass"));
        majority.addValue(row.<Double>getAs("majority"));
      }
    }
    boolean single = pass.getN() < 2;
    return PassAtKRow.of(
        key.benchmark(),
        key.method(),
        key.k(),
        pass.getN(),
        pass.getMean(),
        single ? null : pass.getStandardDeviation(),
        majority.getMean(),
        single ? null : majority.getStandardDeviation());
  }

  private record Key(String benchmark, String method, int k) {
    static Key of(Row row) {
      return new Key(row.getAs("benchmark"), row.getAs("method"), row.<Integer>getAs("k"));
    }
  }
}
