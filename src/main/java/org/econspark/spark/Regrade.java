package org.econspark.spark;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;

import java.io.Serializable;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.spark.api.java.function.Function;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.storage.StorageLevel;
import org.econspark.benchmark.Grade;
import org.econspark.benchmark.Grader;
import org.econspark.benchmark.Problem;
import org.econspark.benchmark.Problems;
import org.econspark.benchmark.grading.Graders;
import org.econspark.error.EconException;
import org.econspark.evaluation.GradeFlip;
import org.econspark.evaluation.GradeTotals;

/**
 * Grades the stored answers of a run again and adds the verdicts to the table {@code grades}. No
 * model is called, and the verdicts of the play stay where they are. Driver side.
 */
public final class Regrade {
  /**
   * One episode under both verdicts.
   *
   * @param previousVersion of the grader that judged it when it was played
   */
  private record Regraded(
      String benchmark,
      String method,
      String problemId,
      int repeat,
      String grader,
      String graderVersion,
      String answer,
      boolean correct,
      String answerStrict,
      boolean correctStrict,
      double score,
      String previousAnswer,
      boolean previousCorrect,
      String previousVersion,
      String reason,
      Timestamp gradedAt)
      implements Serializable {}

  private static final RowMapping<Regraded> MAPPING =
      new RowMapping<Regraded>()
          .text("benchmark", Regraded::benchmark)
          .text("method", Regraded::method)
          .text("problem_id", Regraded::problemId)
          .integer("repeat", Regraded::repeat)
          .text("grader_version", Regraded::graderVersion)
          .text("answer", Regraded::answer)
          .flag("correct", Regraded::correct)
          .flag("previous_correct", Regraded::previousCorrect)
          .text("reason", Regraded::reason)
          .timestamp("graded_at", Regraded::gradedAt)
          .text("grader", Regraded::grader)
          .text("answer_strict", Regraded::answerStrict)
          .flag("correct_strict", Regraded::correctStrict)
          .number("score", Regraded::score)
          .text("previous_answer", Regraded::previousAnswer)
          .text("previous_grader_version", Regraded::previousVersion);

  private static final int MAX_FLIPS = 10_000;

  private final SparkSession spark;
  private final RunFiles files;
  private final String runs;
  private final Map<String, String> replaced;

  /**
   * @param runs where the result tables are
   * @param replaced graders to use in place of those of the play, by name; others stay the same
   * @throws EconException usage error if a grader is not known
   */
  public Regrade(SparkSession spark, String runs, String runId, Map<String, String> replaced) {
    replaced.keySet().forEach(Graders::byName);
    replaced.values().forEach(Graders::byName);
    this.spark = spark;
    this.files = new RunFiles(spark, runs, runId);
    this.runs = runs;
    this.replaced = Map.copyOf(replaced);
  }

  /**
   * @param totals one entry for each benchmark and method
   * @param flips episodes whose verdict changed; at most 10,000
   */
  public record Result(List<GradeTotals> totals, List<GradeFlip> flips) {}

  /** Columns of the table {@code grades}, the partition columns included. */
  static StructType schema() {
    return MAPPING.schema();
  }

  /**
   * @throws EconException usage error if there is no such run
   */
  public Result run() {
    if (!files.exists("episodes")) {
      throw EconException.usage(
          "Cannot find run '%s' under %s: it has no episodes; give its name with --run-id and its place with --runs."
              .formatted(files.runId(), runs));
    }
    Timestamp now = Timestamp.from(Instant.now());
    Map<String, String> graders = replaced;
    Function<Row, Row> regrade = row -> MAPPING.row(regraded(row, graders, now));
    // A failed episode has no text to grade.
    Dataset<Row> latest =
        SummaryQuery.latest(files.read("episodes", WaveWriter.episodesSchema()))
            .filter(col("correct").isNotNull().and(col("grader").isNotNull()));
    Dataset<Row> grades =
        spark
            .createDataFrame(latest.javaRDD().map(regrade), MAPPING.schema())
            .persist(StorageLevel.MEMORY_AND_DISK());
    try {
      files.append("grades", grades.coalesce(1));
      return new Result(totals(grades), flips(grades));
    } finally {
      grades.unpersist();
    }
  }

  private static Regraded regraded(Row row, Map<String, String> replaced, Timestamp now) {
    String played = row.getAs("grader");
    Grader grader = Graders.byName(replaced.getOrDefault(played, played));
    String answer = row.getAs("answer");
    Problem problem =
        Problems.of(
            row.getAs("benchmark"),
            row.getAs("problem_id"),
            "",
            row.getAs("gold"),
            grader.name(),
            "",
            "");
    String commitment = row.getAs("commitment");
    String text = commitment == null ? row.getAs("final_text") : commitment;
    Grade grade;
    Grade strict;
    if (text != null) {
      grade = grader.grade(text, problem);
      strict = grader.gradeStrict(text, problem, grade);
    } else {
      // The answer is all that there is: nothing was written, or an older run did not keep it.
      grade = answer == null ? Grade.noAnswer("no text was stored") : grader.judge(answer, problem);
      strict = Grade.noAnswer("no text was stored");
    }
    return new Regraded(
        row.getAs("benchmark"),
        row.getAs("method"),
        row.getAs("problem_id"),
        row.<Integer>getAs("repeat"),
        grader.name(),
        grader.version(),
        grade.answer(),
        grade.correct(),
        strict.answer(),
        strict.correct(),
        grade.score(),
        answer,
        row.<Boolean>getAs("correct"),
        row.getAs("grader_version"),
        grade.reason(),
        now);
  }

  private static List<GradeTotals> totals(Dataset<Row> grades) {
    Column changedAnswer = not(col("answer").eqNullSafe(col("previous_answer")));
    return grades
        .groupBy("benchmark", "method")
        .agg(
            count(lit(1)).as("episodes"),
            countWhere(col("previous_correct")).as("previous"),
            countWhere(col("correct")).as("correct"),
            countWhere(col("correct").and(not(col("previous_correct")))).as("gained"),
            countWhere(col("previous_correct").and(not(col("correct")))).as("lost"),
            countWhere(changedAnswer).as("answers"))
        .orderBy("benchmark", "method")
        .collectAsList()
        .stream()
        .map(
            row ->
                new GradeTotals(
                    row.getAs("benchmark"),
                    row.getAs("method"),
                    row.<Long>getAs("episodes"),
                    row.<Long>getAs("previous"),
                    row.<Long>getAs("correct"),
                    row.<Long>getAs("gained"),
                    row.<Long>getAs("lost"),
                    row.<Long>getAs("answers")))
        .toList();
  }

  private static List<GradeFlip> flips(Dataset<Row> grades) {
    return grades
        .filter(col("correct").notEqual(col("previous_correct")))
        .orderBy("benchmark", "method", "problem_id", "repeat")
        .limit(MAX_FLIPS)
        .collectAsList()
        .stream()
        .map(
            row ->
                new GradeFlip(
                    row.getAs("benchmark"),
                    row.getAs("method"),
                    row.getAs("problem_id"),
                    row.<Integer>getAs("repeat"),
                    row.<Boolean>getAs("correct"),
                    row.getAs("previous_answer"),
                    row.getAs("answer"),
                    row.getAs("reason")))
        .toList();
  }

  private static Column countWhere(Column condition) {
    return sum(when(condition, 1L).otherwise(0L));
  }
}
