package org.econspark.spark;

/** Texts inside Spark SQL. */
final class SqlText {
  private SqlText() {}

  /** Safe within single quotes. */
  static String quoted(String text) {
    return text.replace("\\", "\\\\").replace("'", "\\'");
  }
}
