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
  private final List<String> runIds;

  /**
   * Views of all runs.
   *
   * @param runs place that runs were written to with {@code --out}
   */
  public ResultViews(SparkSession spark, String runs) {
    this(spark, runs, List.of());
  }

  /**
   * Views of some runs; the files of others are not even listed.
   *
   * @param runs place that runs were written to with {@code --out}
   * @param runIds runs to read; empty reads all
   */
  public ResultViews(SparkSession spark, String runs, List<String> runIds) {
    this.spark = spark;
    this.runs = runs;
    this.runIds = runIds;
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
    for (String id : runIds) {
      if (!exists("manifest/run_id=" + id)) {
        throw EconException.usage(
            "Cannot find run '"
                + id
                + "' under "
                + runs
                + "; 'jobs/econ runs list --runs "
                + runs
                + "' shows those that are there.");
      }
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
    List<String> folders =
        runIds.isEmpty()
            ? List.of(table)
            : runIds.stream().map(id -> table + "/run_id=" + id).toList();
    String[] paths =
        folders.stream()
            .filter(this::exists)
            .map(folder -> runs + "/" + folder)
            .toArray(String[]::new);
    return paths.length == 0
        ? spark.createDataFrame(List.of(), TableSchemas.of(table))
        : spark
            .read()
            .schema(TableSchemas.of(table))
            .option("basePath", runs + "/" + table)
            .parquet(paths);
  }

  private boolean exists(String folder) {
    try {
      Path path = new Path(runs + "/" + folder);
      return path.getFileSystem(spark.sparkContext().hadoopConfiguration()).exists(path);
    } catch (IOException | IllegalArgumentException e) {
      throw EconException.usage("Cannot read runs under " + runs + ": " + e.getMessage() + ".");
    }
  }
}
