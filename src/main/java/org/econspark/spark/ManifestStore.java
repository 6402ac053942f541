package org.econspark.spark;

import java.sql.Timestamp;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;
import org.econspark.error.EconException;
import org.econspark.provenance.FlatJson;
import org.econspark.provenance.RunManifest;

/** The table {@code manifest}: one row a run. */
final class ManifestStore {
  private static final String TABLE = "manifest";
  private static final RowMapping<RunManifest> MAPPING =
      new RowMapping<RunManifest>()
          .text("settings", RunManifest::settings)
          .text("datasets", m -> FlatJson.write(m.data()))
          .text("models", m -> FlatJson.write(m.models()))
          .text("prompts", m -> FlatJson.write(m.prompts()))
          .text("versions", m -> FlatJson.write(m.versions()))
          .text("git_commit", RunManifest::gitCommit)
          .flag("git_dirty", RunManifest::gitDirty)
          .longInteger("seed", RunManifest::seed)
          .timestamp("start", m -> Timestamp.from(m.start()))
          .timestamp("end", m -> m.end() == null ? null : Timestamp.from(m.end()))
          .text("state", RunManifest::state);

  private final SparkSession spark;
  private final RunFiles files;

  ManifestStore(SparkSession spark, RunFiles files) {
    this.spark = spark;
    this.files = files;
  }

  static StructType schema() {
    return MAPPING.schema();
  }

  /**
   * Writes the manifest of a submission that starts.
   *
   * @return the same, as a continuation where the run was started before
   * @throws EconException if the run was started with something else
   */
  RunManifest open(RunManifest submission) {
    files.recover(TABLE);
    RunManifest manifest = submission;
    Optional<RunManifest> earlier = read();
    if (earlier.isPresent()) {
      List<String> differences = submission.differencesFrom(earlier.get());
      if (!differences.isEmpty()) {
        throw EconException.usage(
            "Cannot continue run '"
                + files.runId()
                + "': it was started differently ("
                + String.join("; ", differences)
                + "); choose another --run-id.");
      }
      manifest = submission.continuing(earlier.get());
    }
    write(manifest);
    return manifest;
  }

  Optional<RunManifest> read() {
    List<Row> rows = files.read(TABLE, MAPPING.schema()).collectAsList();
    return rows.isEmpty() ? Optional.empty() : Optional.of(manifest(rows.get(0)));
  }

  void write(RunManifest manifest) {
    files.replace(TABLE, spark.createDataFrame(List.of(MAPPING.row(manifest)), MAPPING.schema()));
  }

  private static RunManifest manifest(Row row) {
    Timestamp end = row.getAs("end");
    return new RunManifest(
        row.getAs("settings"),
        FlatJson.flatten(row.getAs("datasets")),
        FlatJson.flatten(row.getAs("models")),
        FlatJson.flatten(row.getAs("prompts")),
        FlatJson.flatten(row.getAs("versions")),
        row.getAs("git_commit"),
        row.getAs("git_dirty"),
        row.<Long>getAs("seed"),
        row.<Timestamp>getAs("start").toInstant(),
        end == null ? null : end.toInstant(),
        row.getAs("state"));
  }
}
