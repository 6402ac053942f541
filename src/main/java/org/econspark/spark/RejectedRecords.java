package org.econspark.spark;

import java.io.PrintStream;
import java.util.List;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.econspark.benchmark.RejectedRecord;
import org.econspark.config.Settings;
import org.econspark.error.EconException;

/** The table {@code rejected}: input records that are no problems, with place and reason. */
final class RejectedRecords {
  private static final int SHOWN = 3;
  private static final StructType SCHEMA =
      new StructType()
          .add("benchmark", DataTypes.StringType)
          .add("file", DataTypes.StringType)
          .add("position", DataTypes.LongType)
          .add("reason", DataTypes.StringType)
          .add("excerpt", DataTypes.StringType);

  private final SparkSession spark;
  private final RunFiles files;
  private JavaRDD<Row> rows;
  private long count;

  RejectedRecords(SparkSession spark, RunFiles files) {
    this.spark = spark;
    this.files = files;
    this.rows = JavaSparkContext.fromSparkContext(spark.sparkContext()).emptyRDD();
  }

  /**
   * Takes note of a benchmark's rejected records and tells the user of the first ones.
   *
   * @throws EconException if no record, or too small a share of them, can be read
   */
  void check(
      Settings.BenchmarkSource source,
      JavaRDD<ProblemReader.Parsed> parsed,
      double maxShare,
      PrintStream log) {
    JavaRDD<RejectedRecord> rejected =
        parsed.filter(p -> p.rejected() != null).map(ProblemReader.Parsed::rejected);
    long bad = rejected.count();
    long all = parsed.count();
    List<RejectedRecord> first = rejected.take(SHOWN);
    if (all == bad) {
      throw EconException.data(
          "Cannot read benchmark '"
              + source.name()
              + "' at "
              + source.path()
              + ": no readable row among "
              + all
              + (first.isEmpty() ? "" : "; first " + described(first.get(0)))
              + "; is the format '"
              + source.format()
              + "' right?",
          null);
    }
    if (bad > maxShare * all) {
      throw EconException.data(
          "Cannot use benchmark '"
              + source.name()
              + "': "
              + bad
              + " of "
              + all
              + " rows are unreadable, more than 'run.max-failure-share' ("
              + maxShare
              + ") allows; first "
              + described(first.get(0))
              + ".",
          null);
    }
    if (bad > 0) {
      log.printf("Rejected %d of %d rows of %s:%n", bad, all, source.name());
      first.forEach(record -> log.println("  " + described(record)));
      if (bad > SHOWN) {
        log.printf("  and %d more, see the table rejected%n", bad - SHOWN);
      }
      String benchmark = source.name();
      rows =
          rows.union(
              rejected.map(
                  r ->
                      RowFactory.create(
                          benchmark, r.file(), r.position(), r.reason(), r.excerpt())));
      count += bad;
    }
  }

  static StructType schema() {
    return SCHEMA;
  }

  void write() {
    if (count > 0) {
      files.replace("rejected", spark.createDataFrame(rows, SCHEMA));
    }
  }

  private static String described(RejectedRecord record) {
    return record.file() + " row " + record.position() + ": " + record.reason();
  }
}
