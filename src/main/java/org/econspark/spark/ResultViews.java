package org.econspark.spark;

import java.io.IOException;
import java.util.List;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;
import org.econspark.error.EconException;

/**
 * The result tables of all runs in one place as views for SQL: those of {@code jobs/sql/views.sql},
 * over {@code <table>_files}. A table that no run has written yet is a view without rows. Driver
 * side; the views last as long as the session.
 */
public final class ResultViews {
  private final SparkSession spark;
  private final String runs;

  /**
   * @param runs place that runs were written to with {@code --out}
   */
  public ResultViews(SparkSession spark, String runs) {
    this.spark = spark;
    this.runs = runs;
  }

  /**
   * Makes the views.
   *
   * @throws EconException if no run is there
   */
  public void create() {
    if (!exists("manifest")) {
      throw EconException.usage(
          "Cannot find a run under "
              + runs
              + ": it has no table 'manifest'; name another place with --runs, or play a run with"
              + " 'jobs/econ evaluate --out "
              + runs
              + "'.");
    }
    for (String table : TableSchemas.tables()) {
      files(table).createOrReplaceTempView(table + "_files");
    }
    SqlScripts.views().forEach(spark::sql);
  }

  /**
   * Lets questions be about these runs instead of the newest ones.
   *
   * @param runId run that questions are about; null for the newest evaluation
   * @param comparedRunId run to compare it with; null for the one before
   * @throws EconException naming the runs there are if one is not there
   */
  public void choose(String runId, String comparedRunId) {
    List<String> known =
        spark
            .table("runs")
            .select("run_id")
            .orderBy("started_at", "run_id")
            .collectAsList()
            .stream()
            .map(row -> row.getString(0))
            .toList();
    Row newest = spark.table("chosen").collectAsList().stream().findFirst().orElse(null);
    String chosen = runId != null || newest == null ? runId : newest.getString(0);
    String compared =
        comparedRunId != null || newest == null || newest.isNullAt(1)
            ? comparedRunId
            : newest.getString(1);
    for (String id : new String[] {runId, comparedRunId}) {
      if (id != null && !known.contains(id)) {
        throw EconException.usage(
            "Cannot find run '" + id + "' under " + runs + ": there are " + known + ".");
      }
    }
    spark
        .createDataFrame(
            List.of(RowFactory.create(chosen, compared)),
            StructType.fromDDL("run_id STRING, compared_run_id STRING"))
        .createOrReplaceTempView("chosen");
    if (runId != null) {
      spark
          .createDataFrame(List.of(RowFactory.create(runId)), StructType.fromDDL("run_id STRING"))
          .createOrReplaceTempView("chosen_training");
    }
  }

  private Dataset<Row> files(String table) {
    if (!exists(table)) {
      return spark.createDataFrame(List.of(), TableSchemas.of(table));
    }
    String path = runs + "/" + table;
    return spark.read().schema(TableSchemas.of(table)).option("basePath", path).parquet(path);
  }

  private boolean exists(String table) {
    try {
      Path path = new Path(runs + "/" + table);
      return path.getFileSystem(spark.sparkContext().hadoopConfiguration()).exists(path);
    } catch (IOException | IllegalArgumentException e) {
      throw EconException.usage("Cannot read runs under " + runs + ": " + e.getMessage() + ".");
    }
  }
}
