package org.econspark.spark;

import java.util.List;
import java.util.UUID;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.ml.Estimator;
import org.apache.spark.ml.param.IntParam;
import org.apache.spark.ml.param.LongParam;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.ml.util.MLWritable;
import org.apache.spark.ml.util.MLWriter;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.econspark.config.Settings;
import org.econspark.config.SettingsLoader;

/**
 * Trains ECON's controls on a data set of questions with gold answers, by the same code as {@code
 * jobs/econ train}: the rows are written to {@code runFolder}, where checkpoints and tables go,
 * too. Rows whose {@code validationIndicatorCol} is true are validated on, the others trained on.
 * Driver side.
 */
public final class EconEstimator extends Estimator<EconModel> implements EconParams, MLWritable {
  private static final long serialVersionUID = 1L;
  private static final int DEFAULT_EPOCHS = 8;

  private final String uid;
  private final transient EconParamSet params;
  private final Param<String> goldCol;
  private final Param<String> validationIndicatorCol;
  private final Param<String> runFolder;
  private final IntParam epochs;
  private final LongParam seed;

  public EconEstimator() {
    this("econ_" + UUID.randomUUID().toString().substring(0, 12));
  }

  /**
   * @param uid for Spark, which copies and loads stages
   */
  public EconEstimator(String uid) {
    this.uid = uid;
    params = new EconParamSet(this);
    goldCol = params.text("goldCol", "column with the gold answer", "gold");
    validationIndicatorCol =
        params.text("validationIndicatorCol", "Boolean column: validate on it", "validation");
    runFolder = params.text("runFolder", "folder of data, checkpoints and tables of fit", "runs");
    epochs = new IntParam(this, "epochs", "epochs to train");
    setDefault(epochs, DEFAULT_EPOCHS);
    seed = new LongParam(this, "seed", "seed of all random numbers");
    setDefault(seed, 1L);
  }

  @Override
  public String uid() {
    return uid;
  }

  @Override
  public EconParamSet paramSet() {
    return params;
  }

  /** Column with the gold answer. */
  public Param<String> goldCol() {
    return goldCol;
  }

  /** Boolean column: true for the rows to validate on. */
  public Param<String> validationIndicatorCol() {
    return validationIndicatorCol;
  }

  /** Folder, on any file system that Hadoop knows, of the data, checkpoints and tables of fit. */
  public Param<String> runFolder() {
    return runFolder;
  }

  /** Epochs to train. */
  public IntParam epochs() {
    return epochs;
  }

  /** Seed of all random numbers. */
  public LongParam seed() {
    return seed;
  }

  public EconEstimator setMethod(String value) {
    return (EconEstimator) set(method(), value);
  }

  public EconEstimator setSettings(String value) {
    return (EconEstimator) set(settings(), value);
  }

  public EconEstimator setGrader(String value) {
    return (EconEstimator) set(grader(), value);
  }

  public EconEstimator setIdCol(String value) {
    return (EconEstimator) set(idCol(), value);
  }

  public EconEstimator setQuestionCol(String value) {
    return (EconEstimator) set(questionCol(), value);
  }

  public EconEstimator setGoldCol(String value) {
    return (EconEstimator) set(goldCol, value);
  }

  public EconEstimator setValidationIndicatorCol(String value) {
    return (EconEstimator) set(validationIndicatorCol, value);
  }

  public EconEstimator setAnswerCol(String value) {
    return (EconEstimator) set(answerCol(), value);
  }

  public EconEstimator setCommitmentCol(String value) {
    return (EconEstimator) set(commitmentCol(), value);
  }

  public EconEstimator setControlsCol(String value) {
    return (EconEstimator) set(controlsCol(), value);
  }

  public EconEstimator setRunFolder(String value) {
    return (EconEstimator) set(runFolder, value);
  }

  public EconEstimator setEpochs(int value) {
    return (EconEstimator) set(epochs, (Object) value);
  }

  public EconEstimator setSeed(long value) {
    return (EconEstimator) set(seed, (Object) value);
  }

  /**
   * @throws org.econspark.error.EconException as training does
   */
  @Override
  public EconModel fit(Dataset<?> dataset) {
    transformSchema(dataset.schema());
    // Fits of one estimator with several values of its Params are runs of their own.
    String runId = uid + "-" + UUID.randomUUID().toString().substring(0, 8);
    String folder = params.value(runFolder);
    String data = folder + "/data/run_id=" + runId;
    write(dataset, false, data + "/train");
    write(dataset, true, data + "/validation");
    SettingsLoader loader = params.loader();
    String benchmark = "benchmarks." + EconParamSet.BENCHMARK + ".";
    Settings settings =
        loader
            .value("run.benchmarks", List.of(EconParamSet.BENCHMARK))
            .value(benchmark + "path", data + "/validation")
            .value(benchmark + "train", data + "/train")
            .value(benchmark + "validation", data + "/validation")
            .value(benchmark + "id-field", "id")
            .value(benchmark + "question-field", "question")
            .value(benchmark + "answer-field", "gold")
            .value("run.out", folder)
            .value("run.id", runId)
            .value("run.seed", getOrDefault(seed))
            .value("training.epochs", getOrDefault(epochs))
            .load();
    Training.Result trained =
        new Training(
                dataset.sparkSession(),
                settings,
                folder + "/checkpoints/run_id=" + runId,
                false,
                false,
                System.err)
            .run();
    Configuration hadoop = dataset.sparkSession().sparkContext().hadoopConfiguration();
    EconModel model = EconModel.of(uid, hadoop, trained.checkpoint());
    return copyValues(model.setParent(this), ParamMap.empty());
  }

  private void write(Dataset<?> dataset, boolean validation, String folder) {
    Column indicator = functions.col(params.value(validationIndicatorCol));
    dataset
        .filter(validation ? indicator : functions.not(indicator))
        .select(
            functions.col(params.value(idCol())).cast(DataTypes.StringType).as("id"),
            functions.col(params.value(questionCol())).cast(DataTypes.StringType).as("question"),
            functions.col(params.value(goldCol)).cast(DataTypes.StringType).as("gold"))
        .write()
        .parquet(folder);
  }

  @Override
  public StructType transformSchema(StructType schema) {
    for (Param<String> column : List.of(goldCol, validationIndicatorCol)) {
      params.require(schema, column);
    }
    return params.transformed(schema);
  }

  @Override
  public EconEstimator copy(ParamMap extra) {
    return defaultCopy(extra);
  }

  @Override
  public MLWriter write() {
    return new StageWriter(this);
  }

  /** For Spark, which loads stages of pipelines by it. */
  public static MLReader<EconEstimator> read() {
    return new MLReader<>() {
      @Override
      public EconEstimator load(String path) {
        StageMetadata metadata = StageMetadata.load(sparkSession(), path, EconEstimator.class);
        return metadata.applyTo(new EconEstimator(metadata.uid()));
      }
    };
  }

  public static EconEstimator load(String path) {
    return read().load(path);
  }
}
