package org.econspark.job;

import java.nio.file.Path;
import java.util.List;

/** Compares the episodes of two runs: {@code OUT RUN OTHER_RUN}. */
final class BenchmarkAnswers {
  private BenchmarkAnswers() {}

  public static void main(String[] args) {
    Path out = Path.of(args[0]);
    String sql =
        "SELECT count(*), count(*) FILTER (b.status = 'ok'),"
            + " count(*) FILTER (a.answer IS DISTINCT FROM b.answer"
            + " OR a.commitment IS DISTINCT FROM b.commitment)"
            + " FROM $episodes a JOIN $episodes b USING (benchmark, method, problem_id, repeat)"
            + " WHERE a.run_id = '%s' AND b.run_id = '%s' AND b.attempt = (SELECT max(attempt)"
            + " FROM $episodes c WHERE c.run_id = b.run_id AND c.problem_id = b.problem_id)";
    List<String> row = DuckDb.query(out, sql.formatted(args[1], args[2])).get(0);
    String retries =
        DuckDb.value(
            out, "SELECT sum(attempts - 1) FROM $responses WHERE run_id = '" + args[2] + "'");
    System.out.printf(
        "%s problems in both runs, %s ok with faults, %s answers differ, %s calls sent again%n",
        row.get(0), row.get(1), row.get(2), retries);
  }
}
