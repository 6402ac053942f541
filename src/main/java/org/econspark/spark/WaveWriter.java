package org.econspark.spark;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.explode;

import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * Commits what a wave of chunks has played: first the responses, then the episodes, which mark them
 * as done. A run that dies between the two finds responses without episodes; the episodes are
 * played again with the same seeds, and their responses, being there already, are not written
 * twice.
 */
final class WaveWriter {
  private static final String[] EPISODE_KEY = {"benchmark", "method", "problem_id", "repeat"};
  private static final List<String> PARTITIONS = List.of("benchmark", "method");

  private final RunFiles files;
  private final Dataset<Row> orphans;

  private WaveWriter(RunFiles files, Dataset<Row> orphans) {
    this.files = files;
    this.orphans = orphans;
  }

  /** Looks up once which responses an interrupted run left without episodes. */
  static WaveWriter open(RunFiles files) {
    if (!files.exists("responses")) {
      return new WaveWriter(files, null);
    }
    Dataset<Row> responses =
        files.read("responses", responsesSchema()).select(keyAnd("episode_attempt")).distinct();
    Dataset<Row> episodes =
        files
            .read("episodes", episodesSchema())
            .select(keyAnd("attempt"))
            .withColumnRenamed("attempt", "episode_attempt");
    Dataset<Row> orphans = responses.except(episodes).localCheckpoint();
    return new WaveWriter(files, orphans.isEmpty() ? null : orphans);
  }

  /**
   * @param played rows of {@link ResultSchemas#PLAYED}, persisted
   */
  void write(Dataset<Row> played) {
    Dataset<Row> responses =
        played
            .select(col("benchmark"), col("method"), explode(col("responses")).as("response"))
            .select("benchmark", "method", "response.*");
    if (orphans != null) {
      Column sameEpisode = responses.col("episode_attempt").equalTo(orphans.col("episode_attempt"));
      for (String key : EPISODE_KEY) {
        sameEpisode = sameEpisode.and(responses.col(key).equalTo(orphans.col(key)));
      }
      responses = responses.join(orphans, sameEpisode, "left_anti");
    }
    files.append("responses", responses.coalesce(1));
    files.append("episodes", played.drop("responses").coalesce(1));
  }

  /** Columns of {@code episodes}, the partition columns included. */
  static StructType episodesSchema() {
    StructType schema = new StructType();
    for (var field : ResultSchemas.PLAYED.schema().fields()) {
      if (!field.name().equals("responses")) {
        schema = schema.add(field);
      }
    }
    return schema;
  }

  /** Columns of {@code responses}, the partition columns included. */
  static StructType responsesSchema() {
    StructType schema = ResultSchemas.responses();
    for (String partition : PARTITIONS) {
      schema = schema.add(partition, DataTypes.StringType);
    }
    return schema;
  }

  private static Column[] keyAnd(String attempt) {
    Column[] columns = new Column[EPISODE_KEY.length + 1];
    for (int i = 0; i < EPISODE_KEY.length; i++) {
      columns[i] = col(EPISODE_KEY[i]);
    }
    columns[EPISODE_KEY.length] = col(attempt);
    return columns;
  }
}
