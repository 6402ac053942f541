package org.econspark.job;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** Reads result tables as users do who have no Spark. */
public final class DuckDb {
  private DuckDb() {}

  /**
   * @param sql with {@code $episodes} and the like for the tables
   * @return rows of text values
   */
  public static List<List<String>> query(Path out, String sql) {
    String resolved =
        sql.replaceAll(
            "\\$(\\w+)", "read_parquet('" + out + "/$1/**/*.parquet', hive_partitioning = true)");
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(resolved)) {
      List<List<String>> result = new ArrayList<>();
      while (rows.next()) {
        List<String> row = new ArrayList<>();
        for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
          row.add(rows.getString(i));
        }
        result.add(row);
      }
      return result;
    } catch (SQLException e) {
      throw new IllegalStateException("DuckDB cannot run: " + resolved, e);
    }
  }

  public static String value(Path out, String sql) {
    return query(out, sql).get(0).get(0);
  }
}
