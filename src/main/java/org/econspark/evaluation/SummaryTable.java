package org.econspark.evaluation;

import java.util.ArrayList;
import java.util.Arrays;
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
          "no answer %",
          "failed %",
          "tokens/problem",
          "vs baseline",
          "95 % interval",
          "p (Holm)");
  private static final int TEXT_COLUMNS = 2;

  private SummaryTable() {}

  /** Lines with a header, a rule and a legend. */
  public static String render(List<SummaryRow> rows) {
    List<List<String>> table = new ArrayList<>();
    table.add(HEADER);
    for (SummaryRow row : rows) {
      table.add(cells(row));
    }
    int[] widths = new int[HEADER.size()];
    for (List<String> line : table) {
      for (int i = 0; i < widths.length; i++) {
        widths[i] = Math.max(widths[i], line.get(i).length());
      }
    }
    StringBuilder text = new StringBuilder();
    String benchmark = null;
    for (int line = 0; line < table.size(); line++) {
      List<String> cells = table.get(line);
      if (line > 0 && !cells.get(0).equals(benchmark)) {
        text.append("-".repeat(Arrays.stream(widths).sum() + 2 * (widths.length - 1))).append('\n');
        benchmark = cells.get(0);
      }
      for (int i = 0; i < widths.length; i++) {
        String format = "%" + (i < TEXT_COLUMNS ? "-" : "") + widths[i] + "s";
        text.append(String.format(format, cells.get(i)))
            .append(i < widths.length - 1 ? "  " : "\n");
      }
    }
    if (!rows.isEmpty()) {
      text.append(
          "\nAccuracy: right answers among episodes that did not fail, with Wilson's interval."
              + " vs baseline: paired difference in\npoints to '"
              + rows.get(0).baseline()
              + "'; p: exact McNemar test, Holm-corrected over the benchmarks.\n");
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
        percent(row.noAnswerRate()),
        percent(row.failureRate()),
        String.format(Locale.ROOT, "%.0f", row.tokensPerProblem()),
        row.delta() == null ? "" : String.format(Locale.ROOT, "%+.1f", 100 * row.delta()),
        interval(row.deltaLow(), row.deltaHigh(), true),
        row.pValue() == null ? "" : pValue(row.pValue()));
  }

  private static String percent(Double share) {
    return share == null ? "n/a" : String.format(Locale.ROOT, "%.1f", 100 * share);
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
