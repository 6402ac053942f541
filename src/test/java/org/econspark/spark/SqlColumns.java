package org.econspark.spark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;

/**
 * Writes {@code jobs/sql/columns}: files without rows that tell DuckDB the columns of each table.
 */
final class SqlColumns {
  static final Path FOLDER = Path.of("jobs/sql/columns");

  private SqlColumns() {}

  static void write(SparkSession spark, Path scratch) throws IOException {
    Files.createDirectories(FOLDER);
    for (String table : TableSchemas.tables()) {
      Path folder = scratch.resolve(table);
      spark
          .createDataFrame(List.of(), columns(table))
          .coalesce(1)
          .write()
          .parquet(folder.toString());
      try (Stream<Path> files = Files.list(folder)) {
        Path part =
            files.filter(file -> file.toString().endsWith(".parquet")).findFirst().orElseThrow();
        Files.copy(part, file(table), StandardCopyOption.REPLACE_EXISTING);
      }
    }
  }

  /** Some writers of {@code equilibrium} keep the method in the files, too. */
  static StructType columns(String table) {
    return table.equals("equilibrium")
        ? TableSchemas.inFiles(table).add("method", "string")
        : TableSchemas.inFiles(table);
  }

  static Path file(String table) {
    return FOLDER.resolve(table + ".parquet");
  }
}
