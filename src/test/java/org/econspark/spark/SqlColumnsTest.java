package org.econspark.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * DuckDB knows the columns of the tables as they are. After a column was added: {@code ./mvnw test
 * -Dtest=SqlColumnsTest -Dwrite.sql.columns=true}.
 */
class SqlColumnsTest {

  @Test
  void filesForDuckDbHaveTheColumnsOfTheTables(@TempDir Path scratch) throws IOException {
    SparkSession spark = SharedSpark.session();
    if (Boolean.getBoolean("write.sql.columns")) {
      SqlColumns.write(spark, scratch);
    }
    for (String table : TableSchemas.tables()) {
      StructType written = spark.read().parquet(SqlColumns.file(table).toString()).schema();
      assertThat(described(SqlColumns.columns(table))).as(table).containsAll(described(written));
    }
  }

  private static List<String> described(StructType schema) {
    return Arrays.stream(schema.fields())
        .map(field -> field.name() + " " + field.dataType().sql())
        .toList();
  }
}
