package org.econspark.spark;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.SparkConf;
import org.apache.spark.sql.SparkSession;
import org.econspark.error.EconException;
import org.econspark.provenance.FlatJson;

/**
 * Sees to it that results on S3 are committed by the magic committer. S3 has no rename: the file
 * committer copies there, and an executor that dies in the middle leaves files behind that look
 * committed. Driver side.
 */
final class S3Committer {
  static final String HOW_TO_ADD =
      "for s3a:// add --packages"
          + " org.apache.spark:spark-hadoop-cloud_2.12:3.5.7,org.apache.hadoop:hadoop-aws:3.3.4"
          + " to spark-submit, or build with ./mvnw -Ps3 package.";

  private static final String MAGIC = "magic";
  private static final String COMMIT_PROTOCOL =
      "org.apache.spark.internal.io.cloud.PathOutputCommitProtocol";

  /** Settings that must not have another value. */
  private static final Map<String, String> HADOOP_NEEDS =
      Map.of("fs.s3a.committer.name", MAGIC, "fs.s3a.committer.magic.enabled", "true");

  private static final Map<String, String> SPARK_NEEDS =
      Map.of(
          "spark.sql.sources.commitProtocolClass",
          COMMIT_PROTOCOL,
          "spark.sql.parquet.output.committer.class",
          "org.apache.spark.internal.io.cloud.BindingParquetOutputCommitter");

  private S3Committer() {}

  /**
   * Chooses the magic committer where results go to S3.
   *
   * @throws EconException if another one was chosen explicitly, or the libraries are missing
   */
  static void prepare(SparkSession spark, String out) {
    String scheme = new Path(out).toUri().getScheme();
    if ("s3".equals(scheme) || "s3n".equals(scheme)) {
      throw EconException.usage(
          "Cannot write results to " + out + ": use " + out.replaceFirst("^s3n?:", "s3a:") + ".");
    }
    if (!isS3(out)) {
      return;
    }
    Configuration hadoop = spark.sparkContext().hadoopConfiguration();
    SparkConf submitted = spark.sparkContext().getConf();
    HADOOP_NEEDS.forEach((key, needed) -> refuseOther(out, key, explicit(hadoop, key), needed));
    SPARK_NEEDS.forEach(
        (key, needed) ->
            refuseOther(out, key, submitted.contains(key) ? submitted.get(key) : null, needed));
    try {
      Class.forName(COMMIT_PROTOCOL, false, Thread.currentThread().getContextClassLoader());
    } catch (ClassNotFoundException e) {
      throw EconException.usage(
          "Cannot write results to "
              + out
              + ": class "
              + COMMIT_PROTOCOL
              + " is missing; "
              + HOW_TO_ADD);
    }
    HADOOP_NEEDS.forEach(hadoop::set);
    SPARK_NEEDS.forEach(spark.conf()::set);
  }

  /**
   * Checks what a write has left behind: the magic committer describes itself there, the file
   * committer leaves an empty file.
   *
   * @param folder that was written to
   * @throws EconException if the files were not committed by the magic committer
   */
  static void checkCommitted(FileSystem files, Path folder) throws IOException {
    if (!isS3(folder.toString())) {
      return;
    }
    Path success = new Path(folder, "_SUCCESS");
    String text;
    try (InputStream in = files.open(success)) {
      text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
    String committer = text.isEmpty() ? "file" : FlatJson.flatten(text).get("committer");
    if (!MAGIC.equals(committer)) {
      throw EconException.usage(
          "Cannot rely on the results in "
              + folder
              + ": "
              + success.getName()
              + " names committer '"
              + committer
              + "' instead of '"
              + MAGIC
              + "'; check Spark's settings for s3a:// and run again with another --run-id.");
    }
  }

  private static boolean isS3(String path) {
    return path.startsWith("s3a:");
  }

  /** The value that somebody set, null for Hadoop's own default. */
  private static String explicit(Configuration hadoop, String key) {
    String[] sources = hadoop.getPropertySources(key);
    boolean given =
        sources != null
            && sources.length > 0
            && !sources[sources.length - 1].equals("core-default.xml");
    return given ? hadoop.get(key) : null;
  }

  private static void refuseOther(String out, String key, String found, String needed) {
    if (found != null && !found.equals(needed)) {
      throw EconException.usage(
          "Cannot write results to "
              + out
              + ": '"
              + key
              + "' is '"
              + found
              + "', and only the magic committer ('"
              + needed
              + "') writes to S3 without losing or doubling results; leave the key out, econ-spark"
              + " sets it.");
    }
  }
}
