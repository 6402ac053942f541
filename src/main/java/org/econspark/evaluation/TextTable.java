package org.econspark.evaluation;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Lays out rows of texts in columns of fixed width for people. */
public final class TextTable {
  private TextTable() {}

  /**
   * Lines with line ends: the header, and the rows, with a rule wherever the first column changes.
   *
   * @param textColumns how many columns from the left are aligned left, the others right
   * @param rows each as long as the header
   */
  public static String render(List<String> header, int textColumns, List<List<String>> rows) {
    int[] widths = header.stream().mapToInt(String::length).toArray();
    for (List<String> row : rows) {
      for (int i = 0; i < widths.length; i++) {
        widths[i] = Math.max(widths[i], row.get(i).length());
      }
    }
    StringBuilder text = new StringBuilder();
    appendLine(text, header, widths, textColumns);
    String group = null;
    for (List<String> row : rows) {
      if (!row.get(0).equals(group)) {
        text.append("-".repeat(Arrays.stream(widths).sum() + 2 * (widths.length - 1))).append('\n');
        group = row.get(0);
      }
      appendLine(text, row, widths, textColumns);
    }
    return text.toString();
  }

  private static void appendLine(
      StringBuilder text, List<String> cells, int[] widths, int textColumns) {
    for (int i = 0; i < widths.length; i++) {
      String format = "%" + (i < textColumns ? "-" : "") + widths[i] + "s";
      text.append(String.format(format, cells.get(i))).append(i < widths.length - 1 ? "  " : "\n");
    }
  }

  /** A share in percent with one decimal; {@code n/a} for null. */
  public static String percent(Double share) {
    return share == null ? "n/a" : String.format(Locale.ROOT, "%.1f", 100 * share);
  }
}
