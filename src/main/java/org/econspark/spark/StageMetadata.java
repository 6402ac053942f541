package org.econspark.spark;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.ParamPair;
import org.apache.spark.ml.param.Params;
import org.apache.spark.sql.SparkSession;
import org.econspark.error.EconException;
import scala.collection.Iterator;

/**
 * Class, uid and Params of a pipeline stage in the form of Spark's own writer, which is closed to
 * code outside of it and reads the class to load a pipeline's stages from here. Driver side.
 */
record StageMetadata(String uid, JsonNode params) {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String FILE = "metadata/part-00000";

  /** Writes what {@link #load} and Spark read. */
  static void save(SparkSession spark, Params stage, String folder) {
    ObjectNode metadata = JSON.createObjectNode();
    metadata.put("class", stage.getClass().getName());
    metadata.put("timestamp", System.currentTimeMillis());
    metadata.put("sparkVersion", spark.version());
    metadata.put("uid", stage.uid());
    ObjectNode values = metadata.putObject("paramMap");
    metadata.putObject("defaultParamMap");
    Path file = new Path(folder, FILE);
    try {
      Iterator<ParamPair<?>> pairs = stage.extractParamMap().toSeq().iterator();
      while (pairs.hasNext()) {
        put(values, pairs.next());
      }
      FileSystem files = Storage.of(file, spark.sparkContext().hadoopConfiguration());
      try (OutputStream out = files.create(file)) {
        out.write((JSON.writeValueAsString(metadata) + '\n').getBytes(StandardCharsets.UTF_8));
      }
    } catch (IOException e) {
      throw new IllegalStateException("Cannot write " + file, e);
    }
  }

  private static <T> void put(ObjectNode values, ParamPair<T> pair) throws IOException {
    values.set(pair.param().name(), JSON.readTree(pair.param().jsonEncode(pair.value())));
  }

  /**
   * @throws EconException if no stage of this class was saved there
   */
  static StageMetadata load(SparkSession spark, String folder, Class<?> stage) {
    Path file = new Path(folder, FILE);
    try {
      FileSystem files = Storage.of(file, spark.sparkContext().hadoopConfiguration());
      try (InputStream in = files.open(file)) {
        JsonNode metadata = JSON.readTree(in);
        String saved = metadata.path("class").asText();
        if (!saved.equals(stage.getName())) {
          throw EconException.usage(
              "Cannot load "
                  + stage.getSimpleName()
                  + " from "
                  + folder
                  + ": it holds "
                  + (saved.isEmpty() ? "no stage" : saved)
                  + ".");
        }
        return new StageMetadata(metadata.path("uid").asText(), metadata.path("paramMap"));
      }
    } catch (IOException e) {
      throw EconException.usage(
          "Cannot load " + stage.getSimpleName() + " from " + folder + ": " + e.getMessage() + ".");
    }
  }

  /** Sets the Params as they were saved. */
  <T extends Params> T applyTo(T stage) {
    params
        .fields()
        .forEachRemaining(entry -> set(stage, stage.getParam(entry.getKey()), entry.getValue()));
    return stage;
  }

  private static <T> void set(Params stage, Param<T> param, JsonNode value) {
    stage.set(param, param.jsonDecode(value.toString()));
  }
}
