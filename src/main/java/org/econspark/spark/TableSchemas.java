package org.econspark.spark;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * Columns of every result table, those that stand in the path included: what a reader may ask for
 * even where a table has not been written yet, or was written before it had a column.
 */
final class TableSchemas {
  private static final List<String> RUN = List.of("run_id");
  private static final List<String> RUN_AND_METHOD = List.of("run_id", "benchmark", "method");
  private static final List<String> RUN_AND_METHOD_ALONE = List.of("run_id", "method");
  private static final Map<String, StructType> ROWS = new LinkedHashMap<>();
  private static final Map<String, List<String>> PATHS = new LinkedHashMap<>();

  static {
    table("manifest", ManifestStore.schema(), RUN);
    table("episodes", WaveWriter.episodesSchema(), RUN_AND_METHOD);
    table("responses", ResultSchemas.responses(), RUN_AND_METHOD);
    table("summary", SummaryQuery.schema(), RUN_AND_METHOD);
    table("pass_at_k", PassAtKQuery.MAPPING.schema(), RUN_AND_METHOD);
    table("travel_rates", TravelRatesQuery.MAPPING.schema(), RUN_AND_METHOD);
    table("comparison", ComparisonTables.COMPARISON.schema(), RUN_AND_METHOD);
    table("cost_curve", ComparisonTables.CURVE.schema(), RUN_AND_METHOD);
    table("levels", ComparisonTables.LEVELS.schema(), RUN_AND_METHOD_ALONE);
    table("credit", ComparisonTables.CREDIT.schema(), RUN_AND_METHOD_ALONE);
    table("training", TrainingRow.MAPPING.schema(), RUN);
    table("equilibrium", EquilibriumRow.MAPPING.schema(), RUN_AND_METHOD);
    table("grades", Regrade.schema(), RUN_AND_METHOD);
    table("rejected", RejectedRecords.schema(), RUN);
  }

  private TableSchemas() {}

  private static void table(String name, StructType rows, List<String> path) {
    StructType inFiles = new StructType();
    for (StructField field : rows.fields()) {
      if (!path.contains(field.name())) {
        inFiles = inFiles.add(field);
      }
    }
    ROWS.put(name, inFiles);
    PATHS.put(name, path);
  }

  /** Names of all tables. */
  static Set<String> tables() {
    return ROWS.keySet();
  }

  /** Columns in the files of a table. */
  static StructType inFiles(String table) {
    return ROWS.get(table);
  }

  /** Columns in the files and in the path of a table. */
  static StructType of(String table) {
    StructType all = ROWS.get(table);
    for (String column : PATHS.get(table)) {
      all = all.add(column, DataTypes.StringType);
    }
    return all;
  }
}
