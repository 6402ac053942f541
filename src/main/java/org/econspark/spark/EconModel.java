package org.econspark.spark;

import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.ml.Model;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.ml.util.MLWritable;
import org.apache.spark.ml.util.MLWriter;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;
import org.econspark.config.Settings;
import org.econspark.learning.PolicyWeights;

/**
 * Answers questions by ECON with trained weights: adds answer, commitment and the agents' controls
 * to each row. The rows of a partition are played in chunks of {@code run.chunk-size}, in their
 * order. Weights that were saved are a checkpoint, which {@code jobs/econ evaluate --checkpoint}
 * plays, too. Driver side.
 */
public final class EconModel extends Model<EconModel> implements EconParams, MLWritable {
  private static final long serialVersionUID = 1L;
  private static final String WEIGHTS = "weights";

  private final String uid;
  private final transient EconParamSet params;
  private final transient CheckpointNote note;
  private final transient PolicyWeights weights;

  private EconModel(String uid, CheckpointNote note, PolicyWeights weights) {
    this.uid = uid;
    this.note = note;
    this.weights = weights;
    this.params = new EconParamSet(this);
  }

  /**
   * @param checkpoint a single one
   */
  static EconModel of(String uid, Configuration hadoop, String checkpoint) {
    return new EconModel(
        uid,
        PolicySource.describe(hadoop, checkpoint),
        PolicySource.of(SealedFolder.at(hadoop, checkpoint)));
  }

  @Override
  public String uid() {
    return uid;
  }

  @Override
  public EconParamSet paramSet() {
    return params;
  }

  /**
   * @throws org.econspark.error.EconException if the weights do not fit the settings, or columns
   *     are missing
   */
  @Override
  public Dataset<Row> transform(Dataset<?> dataset) {
    StructType schema = transformSchema(dataset.schema());
    Settings settings = params.loader().value("reward.methods", List.of()).load();
    String method = params.value(method());
    note.requireFit(
        "of the model",
        method,
        settings,
        ModelLoading.models(settings, "cpu").embedder().get().fingerprint());
    Broadcast<PlayWeights> shipped =
        JavaSparkContext.fromSparkContext(dataset.sparkSession().sparkContext())
            .broadcast(PlayWeights.none(settings).with(method, weights));
    return dataset
        .toDF()
        .mapPartitions(
            new RowPlayer(settings, shipped, params.value(idCol()), params.value(questionCol())),
            Encoders.row(schema));
  }

  @Override
  public StructType transformSchema(StructType schema) {
    return params.transformed(schema);
  }

  @Override
  public EconModel copy(ParamMap extra) {
    return copyValues(new EconModel(uid, note, weights), extra).setParent(parent());
  }

  @Override
  public MLWriter write() {
    return new StageWriter(this) {
      @Override
      public void saveImpl(String path) {
        super.saveImpl(path);
        try (TemporaryFolder local = TemporaryFolder.create()) {
          PolicySource.save(local.path(), weights, note);
          SealedFolder.write(
              sparkSession().sparkContext().hadoopConfiguration(),
              local.path(),
              path + "/" + WEIGHTS);
        }
      }
    };
  }

  /** For Spark, which loads stages of pipelines by it. */
  public static MLReader<EconModel> read() {
    return new MLReader<>() {
      @Override
      public EconModel load(String path) {
        StageMetadata metadata = StageMetadata.load(sparkSession(), path, EconModel.class);
        Configuration hadoop = sparkSession().sparkContext().hadoopConfiguration();
        return metadata.applyTo(EconModel.of(metadata.uid(), hadoop, path + "/" + WEIGHTS));
      }
    };
  }

  public static EconModel load(String path) {
    return read().load(path);
  }
}
