package org.econspark.spark;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.econspark.evaluation.PairedAttempts;

/**
 * Two runs on the same problems: what both answered, by benchmark and method. The driver gets
 * counts, never the problems.
 */
final class PairedRuns {
  private static final String COUNTS =
      "SELECT benchmark, method, pairs, first, second, count(*) AS problems,"
          + " sum(won) AS won, sum(lost) AS lost FROM ("
          + "SELECT a.benchmark, a.method, a.problem_id, count(*) AS pairs,"
          + " count_if(a.correct) AS first, count_if(b.correct) AS second,"
          + " count_if(a.correct AND NOT b.correct) AS won,"
          + " count_if(b.correct AND NOT a.correct) AS lost"
          + " FROM episodes a JOIN episodes b ON a.benchmark = b.benchmark AND a.method = b.method"
          + " AND a.problem_id = b.problem_id AND a.repeat = b.repeat"
          + " WHERE a.run_id = '%s' AND b.run_id = '%s'"
          + " AND a.correct IS NOT NULL AND b.correct IS NOT NULL"
          + " GROUP BY a.benchmark, a.method, a.problem_id) AS problems"
          + " GROUP BY benchmark, method, pairs, first, second"
          + " ORDER BY benchmark, method, pairs, first, second";

  private PairedRuns() {}

  /**
   * @param won attempts that only the first run got right
   * @param lost attempts that only the second run got right
   * @param attempts the first run first
   */
  record Pair(String benchmark, String method, long won, long lost, List<PairedAttempts> attempts) {
    long compared() {
      return attempts.stream().mapToLong(a -> a.pairs() * a.problems()).sum();
    }
  }

  /** Needs the views of {@link ResultViews} with both runs. */
  static List<Pair> of(SparkSession spark, String first, String second) {
    Map<List<String>, Pair> pairs = new LinkedHashMap<>();
    for (Row row :
        spark
            .sql(COUNTS.formatted(SqlText.quoted(first), SqlText.quoted(second)))
            .collectAsList()) {
      String benchmark = row.getAs("benchmark");
      String method = row.getAs("method");
      PairedAttempts attempts =
          new PairedAttempts(
              Math.toIntExact(row.<Long>getAs("pairs")),
              Math.toIntExact(row.<Long>getAs("first")),
              Math.toIntExact(row.<Long>getAs("second")),
              row.<Long>getAs("problems"));
      Pair pair =
          new Pair(
              benchmark,
              method,
              row.<Long>getAs("won"),
              row.<Long>getAs("lost"),
              List.of(attempts));
      pairs.merge(List.of(benchmark, method), pair, PairedRuns::joined);
    }
    return List.copyOf(pairs.values());
  }

  private static Pair joined(Pair a, Pair b) {
    List<PairedAttempts> attempts = new ArrayList<>(a.attempts());
    attempts.addAll(b.attempts());
    return new Pair(a.benchmark(), a.method(), a.won() + b.won(), a.lost() + b.lost(), attempts);
  }
}
