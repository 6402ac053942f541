package org.econspark.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import org.apache.spark.ml.Pipeline;
import org.apache.spark.ml.PipelineModel;
import org.apache.spark.ml.PipelineStage;
import org.apache.spark.ml.feature.SQLTransformer;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** ECON as a stage of Spark's pipelines. */
class EconPipelineIT {
  private static final String SETTINGS =
      "llm.default.model = mini-s\n"
          + "agents = { count = 2, max-tokens = 48 }\n"
          + "coordinator.commitment-max-tokens = 32\n"
          + "training.episodes = 4\n"
          + "learning.update-interval = 4\n"
          + "networks = { model-size = 32, blocks = 1, feed-forward-size = 64, belief-size = 16,"
          + " value-size = 32, group-size = 16, feature-size = 16, mixer-size = 8 }";

  @TempDir private Path out;

  private final SparkSession spark = SharedSpark.session();

  @Test
  void pipelineIsFittedSavedAndLoadedWithTheSameAnswers() throws Exception {
    Dataset<Row> problems = problems();
    Pipeline pipeline =
        new Pipeline()
            .setStages(
                new PipelineStage[] {
                  new SQLTransformer()
                      .setStatement(
                          "SELECT Body || ' ' || Question AS question, CAST(Answer AS STRING) AS"
                              + " gold, ID AS id, ID LIKE '%1' AS validation FROM __THIS__"),
                  estimator()
                });

    PipelineModel fitted = pipeline.fit(problems);
    List<Row> answers = answers(fitted, problems);

    assertThat(answers).hasSize(12);
    assertThat(answers).allMatch(row -> row.getString(2).length() > 1);
    assertThat(answers)
        .allSatisfy(
            row -> {
              List<Row> controls = row.getList(3);
              assertThat(controls).hasSize(2);
              assertThat(controls.get(0).getDouble(0)).isBetween(0.1, 2.0);
            });

    String saved = out.resolve("pipeline").toString();
    fitted.write().overwrite().save(saved);
    PipelineModel loaded = PipelineModel.load(saved);
    assertThat(answers(loaded, problems)).isEqualTo(answers);
    assertThat(((EconModel) loaded.stages()[1]).extractParamMap().toSeq().size())
        .isEqualTo(((EconModel) fitted.stages()[1]).extractParamMap().toSeq().size());
  }

  @Test
  void estimatorKeepsItsParams() throws Exception {
    String saved = out.resolve("estimator").toString();
    EconEstimator estimator = estimator().setSeed(5).setMethod("econ-quantal");
    estimator.write().save(saved);

    EconEstimator loaded = EconEstimator.load(saved);

    assertThat(loaded.uid()).isEqualTo(estimator.uid());
    assertThat(loaded.getOrDefault(loaded.seed())).isEqualTo(5L);
    assertThat(loaded.getOrDefault(loaded.settings())).isEqualTo(SETTINGS);
    assertThat(loaded.getOrDefault(loaded.method())).isEqualTo("econ-quantal");
    assertThatThrownBy(() -> EconModel.load(saved)).hasMessageContaining("it holds org.econspark");
  }

  @Test
  void missingColumnsAreNamed() {
    assertThatThrownBy(() -> estimator().fit(spark.range(3).toDF()))
        .hasMessageContaining("column 'gold' is missing among id; set 'goldCol'.");
  }

  private EconEstimator estimator() {
    return new EconEstimator()
        .setSettings(SETTINGS)
        .setGrader("numeric")
        .setEpochs(1)
        .setRunFolder(out.resolve("runs").toString());
  }

  private Dataset<Row> problems() {
    return spark
        .read()
        .option("multiLine", true)
        .json("datasets/mini-svamp/validation.json")
        .orderBy("ID")
        .limit(12)
        .coalesce(1);
  }

  private static List<Row> answers(PipelineModel model, Dataset<Row> problems) {
    return model
        .transform(problems)
        .select("id", "answer", "commitment", "controls")
        .orderBy("id")
        .collectAsList();
  }
}
