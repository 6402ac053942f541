package org.econspark.job;

import org.apache.spark.sql.SparkSession;
import org.econspark.error.EconException;

/** Starts the session of a job with the settings that all jobs share. */
final class SparkSessions {
  private SparkSessions() {}

  static SparkSession start() {
    try {
      return SparkSession.builder()
          .appName("econ-spark")
          .config("spark.sql.sources.partitionColumnTypeInference.enabled", false)
          .config("spark.sql.session.timeZone", "UTC")
          // Result tables are small: shuffles of the summary need few tasks.
          .config("spark.sql.shuffle.partitions", 8)
          .getOrCreate();
    } catch (IllegalArgumentException e) {
      throw EconException.usage("Cannot start Spark: " + e.getMessage());
    }
  }
}
