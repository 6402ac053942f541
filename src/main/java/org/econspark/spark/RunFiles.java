package org.econspark.spark;

import java.io.IOException;
import java.util.List;
import java.util.UUID;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;
import org.econspark.error.EconException;
import org.econspark.error.ExitCode;

/**
 * The files of one run under {@code OUT/<table>/run_id=<id>/}. Each run has folders of its own in
 * every table, so runs can be written side by side and deleted alone.
 */
final class RunFiles {
  private final SparkSession spark;
  private final String out;
  private final String runId;

  RunFiles(SparkSession spark, String out, String runId) {
    this.spark = spark;
    this.out = out;
    this.runId = runId;
  }

  String runId() {
    return runId;
  }

  /** Folder of one table of this run. */
  String path(String table) {
    return out + "/" + table + "/run_id=" + runId;
  }

  /** Where the submissions of this run leave their claims, see {@link RunLock}. */
  Path lockFolder() {
    return new Path(out + "/_locks/" + runId);
  }

  FileSystem fileSystem(Path path) throws IOException {
    return Storage.of(path, configuration());
  }

  boolean exists(String table) {
    try {
      Path path = new Path(path(table));
      return fileSystem(path).exists(path);
    } catch (IOException e) {
      throw unusable(e);
    }
  }

  /** Rows of one table of this run with its partition columns; empty if there are none yet. */
  Dataset<Row> read(String table, StructType schema) {
    if (!exists(table)) {
      return spark.createDataFrame(List.of(), schema);
    }
    return spark.read().schema(schema).option("basePath", path(table)).parquet(path(table));
  }

  /** Adds rows by Spark's commit protocol, in folders by benchmark and method. */
  void append(String table, Dataset<Row> rows) {
    rows.write().mode(SaveMode.Append).partitionBy("benchmark", "method").parquet(path(table));
    Path target = new Path(path(table));
    try {
      S3Committer.checkCommitted(fileSystem(target), target);
    } catch (IOException e) {
      throw unusable(e);
    }
  }

  /** Replaces a small table; readers see the old or the new files, never a part. */
  void replace(String table, Dataset<Row> rows, String... partitions) {
    Path target = new Path(path(table));
    Path staging = staging(table);
    try {
      FileSystem files = fileSystem(target);
      rows.coalesce(1)
          .write()
          .mode(SaveMode.Overwrite)
          .partitionBy(partitions)
          .parquet(staging.toString());
      S3Committer.checkCommitted(files, staging);
      files.mkdirs(target.getParent());
      files.delete(target, true);
      if (!files.rename(staging, target)) {
        throw new IOException("cannot rename " + staging + " to " + target);
      }
    } catch (IOException e) {
      throw unusable(e);
    }
    removeIfEmpty(staging.getParent());
  }

  private void removeIfEmpty(Path folder) {
    try {
      fileSystem(folder).delete(folder, false);
    } catch (IOException e) {
      // Another run is writing beside this one and needs the folder.
    }
  }

  /** Finishes a {@link #replace} that was cut off after the old files were deleted. */
  void recover(String table) {
    Path target = new Path(path(table));
    Path staging = staging(table);
    try {
      FileSystem files = fileSystem(target);
      if (!files.exists(target) && files.exists(new Path(staging, "_SUCCESS"))) {
        files.mkdirs(target.getParent());
        files.rename(staging, target);
      }
    } catch (IOException e) {
      throw unusable(e);
    }
  }

  private Path staging(String table) {
    return new Path(out + "/_staging/" + runId + "-" + table);
  }

  /**
   * @throws EconException if nothing can be written under {@code run.out}, or not safely
   */
  void checkWritable() {
    S3Committer.prepare(spark, out);
    // Of its own: another submission of the run may look at the same time.
    Path probe = new Path(out + "/_staging/" + runId + "-probe-" + UUID.randomUUID());
    try {
      FileSystem files = fileSystem(probe);
      files.create(probe, true).close();
      files.delete(probe, false);
    } catch (IOException | IllegalArgumentException e) {
      throw unusable(e);
    }
  }

  private Configuration configuration() {
    return spark.sparkContext().hadoopConfiguration();
  }

  EconException unusable(Exception e) {
    return new EconException(
        ExitCode.USAGE,
        "Cannot write results to "
            + out
            + ": "
            + e.getMessage()
            + "; give a place that can be written with --out.",
        e);
  }
}
