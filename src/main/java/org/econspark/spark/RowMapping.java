package org.econspark.spark;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.Metadata;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * Columns of a result table beside how each is filled, so that schema and values cannot drift
 * apart. All columns are nullable: Parquet files of other versions may lack some.
 */
final class RowMapping<T> implements Serializable {
  private static final long serialVersionUID = 1L;

  /** Reads one column's value. */
  interface Getter<T> extends Function<T, Object>, Serializable {}

  private final List<StructField> fields = new ArrayList<>();
  private final List<Getter<T>> getters = new ArrayList<>();

  RowMapping<T> text(String name, Getter<T> getter) {
    return column(name, DataTypes.StringType, getter);
  }

  RowMapping<T> integer(String name, Getter<T> getter) {
    return column(name, DataTypes.IntegerType, getter);
  }

  RowMapping<T> longInteger(String name, Getter<T> getter) {
    return column(name, DataTypes.LongType, getter);
  }

  RowMapping<T> number(String name, Getter<T> getter) {
    return column(name, DataTypes.DoubleType, getter);
  }

  RowMapping<T> flag(String name, Getter<T> getter) {
    return column(name, DataTypes.BooleanType, getter);
  }

  RowMapping<T> timestamp(String name, Getter<T> getter) {
    return column(name, DataTypes.TimestampType, getter);
  }

  RowMapping<T> column(String name, DataType type, Getter<T> getter) {
    fields.add(new StructField(name, type, true, Metadata.empty()));
    getters.add(getter);
    return this;
  }

  StructType schema() {
    return new StructType(fields.toArray(StructField[]::new));
  }

  /** Values by column, in order. */
  Map<String, Object> map(T value) {
    Map<String, Object> columns = new LinkedHashMap<>();
    for (int i = 0; i < fields.size(); i++) {
      columns.put(fields.get(i).name(), getters.get(i).apply(value));
    }
    return columns;
  }

  Row row(T value) {
    return RowFactory.create(getters.stream().map(getter -> getter.apply(value)).toArray());
  }
}
