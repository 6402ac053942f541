package org.econspark.spark;

import org.apache.spark.ml.param.Params;
import org.apache.spark.ml.util.MLWriter;

/** Saves a pipeline stage's Params. Driver side. */
class StageWriter extends MLWriter {
  private final Params stage;

  StageWriter(Params stage) {
    this.stage = stage;
  }

  @Override
  public void saveImpl(String path) {
    StageMetadata.save(sparkSession(), stage, path);
  }
}
