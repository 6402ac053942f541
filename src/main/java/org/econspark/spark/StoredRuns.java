package org.econspark.spark;

import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.econspark.config.Settings;
import org.econspark.error.EconException;

/** The runs in one place: what is there, and taking one away. Driver side. */
public final class StoredRuns {
  private static final String LIST =
      "SELECT r.run_id, r.state, date_format(r.started_at, 'yyyy-MM-dd HH:mm') AS started,"
          + " round((unix_timestamp(r.ended_at) - unix_timestamp(r.started_at)) / 60, 1)"
          + " AS minutes, s.benchmarks, s.methods, s.episodes, s.failed, t.epochs"
          + " FROM runs r"
          + " LEFT JOIN (SELECT run_id, concat_ws(',', sort_array(collect_set(benchmark)))"
          + " AS benchmarks, concat_ws(',', sort_array(collect_set(method))) AS methods,"
          + " sum(n) AS episodes, CAST(round(sum(failure_rate * n)) AS BIGINT) AS failed"
          + " FROM summary GROUP BY run_id) s ON s.run_id = r.run_id"
          + " LEFT JOIN (SELECT run_id, count(*) AS epochs FROM training GROUP BY run_id) t"
          + " ON t.run_id = r.run_id ORDER BY r.started_at, r.run_id";

  private final SparkSession spark;
  private final String runs;

  public StoredRuns(SparkSession spark, String runs) {
    this.spark = spark;
    this.runs = runs;
  }

  /** One row a run, oldest first. */
  public Dataset<Row> list() {
    new ResultViews(spark, runs).create();
    return spark.sql(LIST);
  }

  /**
   * Folders that hold the rows of a run, the manifest's last: until it is gone, the run is listed
   * and can be deleted once more.
   *
   * @throws EconException if there is no such run
   */
  public List<String> folders(String runId) {
    List<String> folders = new ArrayList<>();
    String manifest = null;
    try {
      Path root = new Path(runs);
      FileSystem files = fileSystem(root);
      if (files.exists(root)) {
        for (FileStatus table : files.listStatus(root)) {
          String name = table.getPath().getName();
          Path folder = new Path(table.getPath(), "run_id=" + runId);
          // Checkpoints may be in use by others; what begins with _ is no table.
          if (name.startsWith("_") || name.equals("checkpoints") || !files.exists(folder)) {
            continue;
          }
          if (name.equals("manifest")) {
            manifest = folder.toString();
          } else {
            folders.add(folder.toString());
          }
        }
      }
    } catch (IOException | IllegalArgumentException e) {
      throw unusable(e);
    }
    if (manifest != null) {
      folders.add(manifest);
    }
    if (folders.isEmpty()) {
      throw EconException.usage(
          "Cannot find run '"
              + runId
              + "' under "
              + runs
              + "; 'jobs/econ runs list --runs "
              + runs
              + "' shows those that are there.");
    }
    return folders;
  }

  /**
   * Deletes a run's rows from all tables. Its checkpoints stay.
   *
   * @throws EconException if the run is being played, or a folder cannot be deleted
   */
  public void delete(String runId, Settings.Lock lock, PrintStream log) {
    RunFiles run = new RunFiles(spark, runs, runId);
    try (Interruption interruption = Interruption.listen(runId, log);
        RunLock held = RunLock.acquire(run, lock, interruption, log)) {
      for (String folder : folders(runId)) {
        held.requireHeld();
        Path path = new Path(folder);
        if (!fileSystem(path).delete(path, true)) {
          throw new IOException("cannot delete " + folder);
        }
      }
    } catch (IOException e) {
      throw unusable(e);
    }
    try {
      fileSystem(run.lockFolder()).delete(run.lockFolder(), true);
    } catch (IOException e) {
      throw unusable(e);
    }
  }

  private FileSystem fileSystem(Path path) throws IOException {
    return path.getFileSystem(spark.sparkContext().hadoopConfiguration());
  }

  private EconException unusable(Exception e) {
    return EconException.usage("Cannot use the runs under " + runs + ": " + e.getMessage() + ".");
  }
}
