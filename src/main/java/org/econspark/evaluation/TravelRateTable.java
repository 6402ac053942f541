package org.econspark.evaluation;

import java.util.List;

/** The rates of TravelPlanner as text for people. */
public final class TravelRateTable {
  private static final List<String> HEADER =
      List.of(
          "benchmark",
          "plans",
          "rate",
          "passed",
          "failed",
          "not judgeable",
          "not judged",
          "of",
          "%");
  private static final int TEXT_COLUMNS = 3;

  private TravelRateTable() {}

  /** Lines with a header and rules. */
  public static String render(List<TravelRateRow> rows) {
    return TextTable.render(
        HEADER, TEXT_COLUMNS, rows.stream().map(TravelRateTable::cells).toList());
  }

  private static List<String> cells(TravelRateRow row) {
    var rate = row.rate();
    long open = rate.total() - rate.passed() - rate.failed() - rate.notJudgeable();
    return List.of(
        row.benchmark(),
        row.method(),
        rate.name(),
        Long.toString(rate.passed()),
        Long.toString(rate.failed()),
        Long.toString(rate.notJudgeable()),
        Long.toString(open),
        Long.toString(rate.total()),
        TextTable.percent(rate.rate()));
  }
}
