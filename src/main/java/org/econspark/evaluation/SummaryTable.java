package org.econspark.evaluation;

import static org.econspark.evaluation.TextTable.percent;

import java.util.List;
import java.util.Locale;

/** The summary as text for people: fixed-width columns, one line a row. */
public final class SummaryTable {
  private static final List<String> HEADER =
      List.of(
          "benchmark",
          "method",
          "n",
          "accuracy %",
          "95 % interval",
          "strict %",
          "no answer %",
          "failed %",
          "tokens/problem",
          "vs baseline",
          "95 % interval",
          "p (Holm)",
          "n needed");
  private static final List<String> REPEATS_HEADER =
      List.of(
          "benchmark",
          "method",
          "problems",
          "k",
          "pass@1 %",
          "majority@k %",
          "pass@k %",
          "oracle %");
  private static final int TEXT_COLUMNS = 2;

  private SummaryTable() {}

  /** Lines with a header, rules and a legend; a second table where problems were tried often. */
  public static String render(List<SummaryRow> rows) {
    StringBuilder text =
        new StringBuilder(
            TextTable.render(
                HEADER, TEXT_COLUMNS, rows.stream().map(SummaryTable::cells).toList()));
    List<SummaryRow> repeated = rows.stream().filter(row -> row.repeats() > 1).toList();
    if (!rows.isEmpty()) {
      text.append(
          "\nAccuracy: right answers among episodes that did not fail, with Wilson's interval;"
              + " strict: in the asked form alone.\nvs baseline: paired difference in points to '"
              + rows.get(0).baseline()
              + "'; p: "
              + (repeated.isEmpty() ? "exact McNemar test" : "exact sign-flip test by problem")
              + ", Holm-corrected over the benchmarks;\nn needed: problems to see this difference"
              + " with 80 % power.\n");
    }
    if (!repeated.isEmpty()) {
      text.append('\n')
          .append(
              TextTable.render(
                  REPEATS_HEADER,
                  TEXT_COLUMNS,
                  repeated.stream().map(SummaryTable::repeatCells).toList()))
          .append(
              "\nIntervals above take all attempts at one problem together. oracle: at least one"
                  + " call was right.\n");
    }
    return text.toString();
  }

  private static List<String> cells(SummaryRow row) {
    return List.of(
        row.benchmark(),
        row.method(),
        Long.toString(row.n()),
        percent(row.accuracy()),
        interval(row.accuracyLow(), row.accuracyHigh(), false),
        percent(row.accuracyStrict()),
        percent(row.noAnswerRate()),
        percent(row.failureRate()),
        String.format(Locale.ROOT, "%.0f", row.tokensPerProblem()),
        row.delta() == null ? "" : String.format(Locale.ROOT, "%+.1f", 100 * row.delta()),
        interval(row.deltaLow(), row.deltaHigh(), true),
        row.pValue() == null ? "" : pValue(row.pValue()),
        row.problemsNeeded() == null
            ? ""
            : String.format(Locale.ROOT, "%,d", row.problemsNeeded()));
  }

  private static List<String> repeatCells(SummaryRow row) {
    return List.of(
        row.benchmark(),
        row.method(),
        Long.toString(row.problems()),
        Integer.toString(row.repeats()),
        percent(row.passAt1()),
        percent(row.majorityAtK()),
        percent(row.passAtK()),
        percent(row.oracle()));
  }

  private static String interval(Double low, Double high, boolean signed) {
    if (low == null) {
      return "";
    }
    String format = signed ? "%+.1f to %+.1f" : "%.1f to %.1f";
    return String.format(Locale.ROOT, format, 100 * low, 100 * high);
  }

  private static String pValue(double p) {
    return p < 0.001 ? "<0.001" : String.format(Locale.ROOT, "%.3f", p);
  }
}
