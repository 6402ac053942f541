package org.econspark.job;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.stream.Stream;

/**
 * Tables with invented figures and the documented columns, for tests of what reads them: no
 * certificate stands behind them.
 */
final class InventedTables {
  private static final String EQUILIBRIUM =
      "SELECT CAST(e AS INT) AS epoch, CAST(a AS INT) AS agent, 0.2 / e + 0.01 * a AS gap,"
          + " 0.15 / e + 0.01 * a AS gap_low, 0.26 / e + 0.01 * a AS gap_high,"
          + " 'temperature=0.5' AS best_control, 'temperature=0.8' AS played_control,"
          + " 0.03 AS critic_gap, CAST(64 AS BIGINT) AS samples, 0.6 / e + 0.03 AS nashconv,"
          + " 0.45 / e AS nashconv_low, 0.8 / e + 0.03 AS nashconv_high, 0.7 AS reward, 0.1 / e AS regret,"
          + " 0.55 AS regret_exponent FROM range(1, 7) AS r(e), range(3) AS g(a)";
  private static final String GRADES =
      "SELECT problem_id, repeat, 'next-2' AS grader_version, answer, NOT correct AS correct,"
          + " correct AS previous_correct, 'units are read' AS reason,"
          + " TIMESTAMPTZ '2026-01-02 03:04:05+00' AS graded_at FROM read_parquet('%s') LIMIT 2";

  private InventedTables() {}

  /** Adds the table {@code equilibrium} of a run: one method over six epochs. */
  static void addEquilibrium(Path out, String runId) {
    write(equilibrium(out, runId, "econ-fixed"), EQUILIBRIUM);
    write(equilibrium(out, runId, "econ"), EQUILIBRIUM);
  }

  /** The same of one way to play at one epoch, with an upper bound of NashConv. */
  static void addEquilibrium(Path out, String runId, String method, int epoch, double nashconv) {
    write(
        equilibrium(out, runId, method),
        "SELECT * REPLACE (CAST(%d AS INT) AS epoch, CAST(%s AS DOUBLE) AS nashconv_high) FROM (%s)"
                .formatted(epoch, nashconv, EQUILIBRIUM)
            + " WHERE epoch = 1");
  }

  private static Path equilibrium(Path out, String runId, String method) {
    return out.resolve("equilibrium/run_id=" + runId + "/benchmark=mini-gsm8k/method=" + method);
  }

  /** Adds {@code grades} that turn two verdicts of a run round. */
  static void addGrades(Path out, String runId) {
    String part = "run_id=" + runId + "/benchmark=mini-gsm8k/method=cot";
    write(
        out.resolve("grades").resolve(part),
        GRADES.formatted(out.resolve("episodes").resolve(part) + "/*.parquet"));
  }

  /** Adds a run that gave the answers of another one, but is wrong wherever that one was right. */
  static void addWrongRun(Path out, String like, String runId) throws IOException {
    addRun(out, like, runId, "correct AND FALSE AS correct");
  }

  /** Adds a run like another one, of which half the episodes failed and half have no answer. */
  static void addUnluckyRun(Path out, String like, String runId) throws IOException {
    String failed = "hash(problem_id) % 2 = 0";
    addRun(
        out,
        like,
        runId,
        ("CASE WHEN " + failed + " THEN 'failed' ELSE 'no_answer' END AS status,")
            + (" CASE WHEN " + failed + " THEN 'timeout' END AS error_kind,")
            + (" CASE WHEN " + failed + " THEN 'no answer in 5 s' END AS error"));
  }

  private static void addRun(Path out, String like, String runId, String episodes)
      throws IOException {
    for (String table : List.of("manifest", "summary", "episodes")) {
      Path source = out.resolve(table + "/run_id=" + like);
      try (Stream<Path> files = Files.walk(source)) {
        for (Path file : files.filter(f -> f.toString().endsWith(".parquet")).toList()) {
          String rows = "read_parquet('" + file + "', hive_partitioning = false)";
          Path folder = out.resolve(table + "/run_id=" + runId);
          String replaced =
              switch (table) {
                case "episodes" -> " REPLACE (" + episodes + ")";
                case "manifest" -> " REPLACE (start + INTERVAL 1 DAY AS start)";
                default -> "";
              };
          write(
              folder.resolve(source.relativize(file.getParent()).toString()),
              "SELECT *" + replaced + " FROM " + rows);
        }
      }
    }
  }

  private static void write(Path folder, String query) {
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = connection.createStatement()) {
      Files.createDirectories(folder);
      statement.execute(
          "COPY ("
              // Doubles, which DuckDB would take for decimals.
              + query.replaceAll("(\\d\\.\\d+)", "$1e0")
              + ") TO '"
              + folder.resolve("part-0.parquet")
              + "' (FORMAT parquet)");
    } catch (SQLException | IOException e) {
      throw new IllegalStateException("Cannot write invented rows to " + folder, e);
    }
  }
}
