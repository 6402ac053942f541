package org.econspark.spark;

import java.util.List;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.Params;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.econspark.config.SettingsLoader;
import org.econspark.error.EconException;

/** Params of one stage with their defaults, and what follows from their values. Driver side. */
public final class EconParamSet {
  /** Name that a data set goes by among benchmarks. */
  static final String BENCHMARK = "dataset";

  /** Temperature, top-p and repetition penalty of each agent. */
  private static final DataType CONTROLS =
      DataTypes.createArrayType(
          new StructType()
              .add("temperature", DataTypes.DoubleType)
              .add("top_p", DataTypes.DoubleType)
              .add("repetition_penalty", DataTypes.DoubleType));

  private static final int ALL = 1_000_000;

  final Param<String> method;
  final Param<String> settings;
  final Param<String> grader;
  final Param<String> idCol;
  final Param<String> questionCol;
  final Param<String> answerCol;
  final Param<String> commitmentCol;
  final Param<String> controlsCol;
  private final Params owner;

  EconParamSet(Params owner) {
    this.owner = owner;
    method = text("method", "econ or econ-quantal", "econ");
    settings = text("settings", "settings in HOCON over conf/reference.conf", "");
    grader = text("grader", "reads answers: numeric, math, yes-no or exact", "math");
    idCol = text("idCol", "column with the unique id of a problem", "id");
    questionCol = text("questionCol", "column with the question", "question");
    answerCol = text("answerCol", "column to add: final answer", "answer");
    commitmentCol = text("commitmentCol", "column to add: commitment's text", "commitment");
    controlsCol = text("controlsCol", "column to add: controls of each agent", "controls");
  }

  /** A Param with a default; the owner needs a public method of its name. */
  Param<String> text(String name, String doc, String byDefault) {
    Param<String> param = new Param<>(owner, name, doc);
    owner.setDefault(param, byDefault);
    return param;
  }

  <T> T value(Param<T> param) {
    return owner.getOrDefault(param);
  }

  /** What to play or train by: Params win over the Param {@code settings}, that over defaults. */
  SettingsLoader loader() {
    SettingsLoader loader = new SettingsLoader().value("training.validation-limit", ALL);
    loader.text("Param 'settings'", value(settings));
    return loader
        .value("run.methods", List.of(value(method)))
        .value("run.benchmarks", List.of())
        .value("learning.policy", value(method).equals("econ-quantal") ? "quantal" : "continuous")
        .value("benchmarks." + BENCHMARK + ".grader", value(grader));
  }

  /**
   * The schema with the columns that are added.
   *
   * @throws EconException if a column is missing, or one to add is there
   */
  StructType transformed(StructType schema) {
    require(schema, idCol);
    require(schema, questionCol);
    StructType all = schema;
    for (StructField added :
        List.of(
            DataTypes.createStructField(value(answerCol), DataTypes.StringType, true),
            DataTypes.createStructField(value(commitmentCol), DataTypes.StringType, true),
            DataTypes.createStructField(value(controlsCol), CONTROLS, true))) {
      if (List.of(all.fieldNames()).contains(added.name())) {
        throw EconException.usage(
            "Invalid data set: column '"
                + added.name()
                + "' is there already; give the one to add another name.");
      }
      all = all.add(added);
    }
    return all;
  }

  void require(StructType schema, Param<String> column) {
    if (!List.of(schema.fieldNames()).contains(value(column))) {
      throw EconException.usage(
          "Invalid data set: column '"
              + value(column)
              + "' is missing among "
              + String.join(", ", schema.fieldNames())
              + "; set '"
              + column.name()
              + "'.");
    }
  }
}
