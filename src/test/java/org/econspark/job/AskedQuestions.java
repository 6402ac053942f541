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
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.econspark.spark.ResultViews;
import org.econspark.spark.SqlScripts;

/**
 * All questions of {@code jobs/sql}, unchanged, asked in Spark SQL and in DuckDB about the newest
 * run of a folder.
 *
 * @param spark rows by question
 * @param duck rows by question
 */
record AskedQuestions(Map<String, List<List<Object>>> spark, Map<String, List<List<Object>>> duck) {
  private static final double LAST_DIGIT = 1.01e-4;

  static AskedQuestions about(Path out) throws IOException, SQLException {
    return new AskedQuestions(askSpark(out), askDuck(out));
  }

  void assertBothEnginesGiveTheSameRows() {
    assertThat(spark.keySet()).isEqualTo(duck.keySet());
    assertBothEnginesGiveTheSameRows(spark.keySet());
  }

  void assertBothEnginesGiveTheSameRows(Collection<String> questions) {
    for (String name : questions) {
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

  private static Map<String, List<List<Object>>> askSpark(Path out) {
    Map<String, List<List<Object>>> spark = new LinkedHashMap<>();
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
    return spark;
  }

  private static Map<String, List<List<Object>>> askDuck(Path out)
      throws IOException, SQLException {
    Map<String, List<List<Object>>> duck = new LinkedHashMap<>();
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
    return duck;
  }

  /** Numbers of whatever width as doubles, times as text. */
  private static Object comparable(Object value) {
    if (value instanceof Number number) {
      return new BigDecimal(number.toString()).doubleValue();
    }
    return value instanceof Timestamp ? value.toString() : value;
  }
}
