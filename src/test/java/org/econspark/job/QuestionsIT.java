package org.econspark.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Timestamp;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.econspark.spark.ResultViews;
import org.econspark.spark.SqlScripts;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** The questions of {@code jobs/sql}, unchanged in Spark SQL and in DuckDB, on real runs. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class QuestionsIT {
  /** Nothing failed and no model was silent, and no run is so bad that this could be expected. */
  private static final List<String> MAY_BE_EMPTY = List.of("error-kinds", "no-answer");

  private static final double LAST_DIGIT = 1.01e-4;

  @TempDir private static Path out;
  private final Map<String, List<List<Object>>> spark = new LinkedHashMap<>();
  private final Map<String, List<List<Object>>> duck = new LinkedHashMap<>();

  @BeforeAll
  void ask() throws IOException, SQLException {
    SmallRuns.copy(out);
    InventedTables.addGrades(out, "tuesday");
    askDuck();
    askSpark();
  }

  private void askSpark() {
    SparkSession session = SparkSessions.start();
    try {
      new ResultViews(session, out.toString()).create();
      SqlScripts.questions()
          .forEach(
              (name, question) -> {
                List<List<Object>> rows = new ArrayList<>();
                for (Row row : session.sql(question.sql()).collectAsList()) {
                  List<Object> cells = new ArrayList<>();
                  for (int i = 0; i < row.length(); i++) {
                    cells.add(comparable(row.get(i)));
                  }
                  rows.add(cells);
                }
                spark.put(name, rows);
              });
    } finally {
      session.stop();
    }
  }

  private void askDuck() throws IOException, SQLException {
    String open =
        Files.readString(Path.of("jobs/sql/duckdb.sql"))
            .replace("SET VARIABLE runs = 'runs'", "SET VARIABLE runs = '" + out + "'");
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = connection.createStatement()) {
      for (String script : List.of(open, Files.readString(Path.of("jobs/sql/views.sql")))) {
        for (String sql : SqlScripts.statements(script)) {
          statement.execute(sql);
        }
      }
      for (String name : SqlScripts.questions().keySet()) {
        // The file as it is, comments and all.
        String sql = Files.readString(Path.of("jobs/sql/questions/" + name + ".sql"));
        List<List<Object>> rows = new ArrayList<>();
        try (ResultSet result = statement.executeQuery(sql)) {
          while (result.next()) {
            List<Object> cells = new ArrayList<>();
            for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
              cells.add(comparable(result.getObject(i)));
            }
            rows.add(cells);
          }
        }
        duck.put(name, rows);
      }
    }
  }

  /** Numbers of whatever width as doubles, times as text. */
  private static Object comparable(Object value) {
    if (value instanceof Number number) {
      return new BigDecimal(number.toString()).doubleValue();
    }
    return value instanceof Timestamp ? value.toString() : value;
  }

  @Test
  void thereAreAtLeastTwelveQuestionsWithATitle() {
    assertThat(SqlScripts.questions()).hasSizeGreaterThanOrEqualTo(12);
    assertThat(SqlScripts.questions().values())
        .allSatisfy(question -> assertThat(question.title()).endsWith("?"));
  }

  @Test
  void bothEnginesGiveTheSameRows() {
    assertThat(spark.keySet()).isEqualTo(duck.keySet());
    for (String name : spark.keySet()) {
      List<List<Object>> left = spark.get(name);
      List<List<Object>> right = duck.get(name);
      assertThat(left).as(name).hasSameSizeAs(right);
      for (int row = 0; row < left.size(); row++) {
        assertThat(left.get(row)).as(name).hasSameSizeAs(right.get(row));
        for (int i = 0; i < left.get(row).size(); i++) {
          Object value = left.get(row).get(i);
          if (value instanceof Double number) {
            assertThat((Double) right.get(row).get(i))
                .as("%s, row %d, column %d", name, row, i)
                .isCloseTo(number, within(LAST_DIGIT));
          } else {
            assertThat(right.get(row).get(i))
                .as("%s, row %d, column %d", name, row, i)
                .isEqualTo(value);
          }
        }
      }
    }
  }

  @Test
  void everyQuestionHasAnAnswer() {
    spark.forEach(
        (name, rows) -> {
          if (!MAY_BE_EMPTY.contains(name)) {
            assertThat(rows).as(name).isNotEmpty();
          }
        });
  }

  @Test
  void accuracyIsThatOfTheSummary() {
    List<List<String>> summary =
        DuckDb.query(
            out,
            "SELECT benchmark, method, n, round(100 * accuracy, 2), round(100 * accuracy_low, 2),"
                + " round(100 * accuracy_high, 2) FROM $summary WHERE run_id = 'tuesday'"
                + " ORDER BY benchmark, method");
    assertThat(duck.get("accuracy")).hasSameSizeAs(summary);
    for (int row = 0; row < summary.size(); row++) {
      List<Object> asked = duck.get("accuracy").get(row);
      assertThat(asked.subList(0, 2)).isEqualTo(summary.get(row).subList(0, 2));
      for (int i = 2; i < 6; i++) {
        assertThat((Double) asked.get(i))
            .isCloseTo(Double.parseDouble(summary.get(row).get(i)), within(0.0101));
      }
    }
  }

  @Test
  void onlyTheHighestAttemptCounts() throws IOException {
    CommandLineRun counted =
        sql("--query", "SELECT count(*) AS n FROM episodes WHERE run_id = 'monday'");
    long expected = (long) SmallRuns.BENCHMARKS.size() * SmallRuns.PROBLEMS * 3;
    assertThat(counted.out()).contains("{\"n\":" + expected + "}");
  }

  @Test
  void newestRunIsChosenAndComparedWithTheOneBefore() {
    assertThat(sql("--query", "SELECT run_id, compared_run_id FROM chosen").out())
        .contains("{\"run_id\":\"tuesday\",\"compared_run_id\":\"monday\"}");
  }

  @Test
  void chosenRunsCanBeNamed() {
    CommandLineRun flips = sql("flips", "--run-id", "monday", "--compare", "tuesday");
    assertThat(flips.exitCode()).as(flips.err()).isZero();
    assertThat(flips.out().lines()).hasSize(9).allMatch(line -> line.contains("\"compared\":8"));
  }

  @Test
  void mistakesAreNamedInOneLine() {
    assertRefused("Unknown question 'acuracy', did you mean 'accuracy'?", "acuracy");
    assertRefused("Cannot find run 'sunday'", "flips", "--compare", "sunday");
    assertRefused("Cannot run the query", "--query", "SELECT nothing FROM nowhere");
    assertRefused("found 2", "--query", "SELECT 1; SELECT 2");
    CommandLineRun elsewhere = CommandLineRun.of("sql", "accuracy", "--runs", out + "/none");
    assertThat(elsewhere.exitCode()).isEqualTo(2);
    assertThat(elsewhere.err()).contains("Cannot find a run under").contains("jobs/econ evaluate");
  }

  private static void assertRefused(String message, String... args) {
    CommandLineRun run = sql(args);
    assertThat(run.exitCode()).as(run.err()).isEqualTo(2);
    assertThat(run.err()).contains(message);
    assertThat(run.err().lines()).hasSize(1);
  }

  private static CommandLineRun sql(String... more) {
    List<String> args = new ArrayList<>(List.of("sql", "--json", "--runs", out.toString()));
    args.addAll(List.of(more));
    return CommandLineRun.of(args.toArray(String[]::new));
  }
}
