package org.econspark.benchmark;

/** How the records of a benchmark file are parted; decides how a large file can be split. */
public enum Layout {
  /** One JSON object a line, parted by line feeds only. */
  LINES("line"),
  /** One JSON array of objects; a file that holds a single object counts as one element. */
  JSON_ARRAY("element"),
  /** Comma-separated values with a header; quoted fields may span lines. */
  CSV("row");

  private final String unit;

  Layout(String unit) {
    this.unit = unit;
  }

  /** What one position counts, for messages: line, element or row (the header not counted). */
  public String unit() {
    return unit;
  }
}
