package org.econspark.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.econspark.error.EconException;
import org.econspark.error.ExitCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StableReadTest {
  private final SparkSession spark = SharedSpark.session();
  @TempDir private Path folder;
  private int readings;

  @Test
  void readsAgainWhereAFileWasReplaced() {
    write();
    long rows = StableRead.of("runs", () -> countAfterListing(readings++ == 0));

    assertThat(rows).isEqualTo(3);
    assertThat(readings).isEqualTo(2);
  }

  @Test
  void namesThePlaceWhereFilesAreReplacedEachTime() {
    write();

    assertThatThrownBy(() -> StableRead.of("s3a://bucket/runs", () -> countAfterListing(true)))
        .isInstanceOf(EconException.class)
        .hasMessageContaining("s3a://bucket/runs")
        .extracting(e -> ((EconException) e).exitCode())
        .isEqualTo(ExitCode.UNREADABLE_DATA);
  }

  @Test
  void passesOtherFailuresOn() {
    assertThatThrownBy(
            () ->
                StableRead.of(
                    "runs",
                    () -> {
                      readings++;
                      throw new IllegalStateException("broken");
                    }))
        .hasMessage("broken");
    assertThat(readings).isEqualTo(1);
  }

  private long countAfterListing(boolean replacedMeanwhile) {
    Dataset<Row> listed = spark.read().schema("id LONG").parquet(folder.resolve("t").toString());
    if (replacedMeanwhile) {
      write();
    }
    return listed.collectAsList().size();
  }

  private void write() {
    Path table = folder.resolve("t");
    try {
      if (Files.exists(table)) {
        try (Stream<Path> files = Files.list(table)) {
          for (Path file : files.toList()) {
            Files.delete(file);
          }
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    spark.range(3).coalesce(1).write().mode("overwrite").parquet(table.toString());
  }
}
