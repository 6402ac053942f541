package org.econspark.job;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.Row;

/** Rows as text: of fixed width for people, numbers to the right, or as Markdown. */
final class RowTable {
  private static final int WIDEST = 60;

  private RowTable() {}

  /** Rows of a query, with its columns as header. */
  static String of(String[] columns, List<Row> answer) {
    return render(Arrays.asList(columns), cells(answer));
  }

  /** The same as a table of Markdown. */
  static String markdown(String[] columns, List<Row> answer) {
    StringBuilder text = new StringBuilder();
    text.append("| ").append(String.join(" | ", columns)).append(" |\n");
    text.append("|---".repeat(columns.length)).append("|\n");
    for (List<String> row : cells(answer)) {
      row.forEach(cell -> text.append("| ").append(shown(cell).replace("|", "\\|")).append(' '));
      text.append("|\n");
    }
    return text.toString();
  }

  private static List<List<String>> cells(List<Row> answer) {
    List<List<String>> rows = new ArrayList<>();
    for (Row row : answer) {
      List<String> cells = new ArrayList<>();
      for (int i = 0; i < row.length(); i++) {
        cells.add(row.isNullAt(i) ? null : row.get(i).toString());
      }
      rows.add(cells);
    }
    return rows;
  }

  /** Lines with a header and a rule. */
  static String render(List<String> header, List<List<String>> rows) {
    List<List<String>> lines = new ArrayList<>();
    lines.add(header);
    rows.forEach(row -> lines.add(row.stream().map(RowTable::shown).toList()));
    int[] widths = new int[header.size()];
    boolean[] right = new boolean[header.size()];
    for (int i = 0; i < widths.length; i++) {
      int column = i;
      widths[i] = lines.stream().mapToInt(line -> line.get(column).length()).max().orElse(0);
      right[i] =
          !rows.isEmpty()
              && lines.stream().skip(1).allMatch(line -> line.get(column).matches("[-+.\\dE]*"));
    }
    StringBuilder text = new StringBuilder();
    for (int line = 0; line < lines.size(); line++) {
      StringBuilder row = new StringBuilder();
      for (int i = 0; i < widths.length; i++) {
        String cell = lines.get(line).get(i);
        String padding = " ".repeat(widths[i] - cell.length());
        row.append(i == 0 ? "" : "  ").append(right[i] ? padding + cell : cell + padding);
      }
      text.append(row.toString().stripTrailing()).append('\n');
      if (line == 0) {
        text.append("-".repeat(Arrays.stream(widths).sum() + 2 * (widths.length - 1))).append('\n');
      }
    }
    return text.toString();
  }

  /** One line of limited width, whatever a model wrote. */
  private static String shown(String cell) {
    if (cell == null) {
      return "";
    }
    String line = cell.replaceAll("[\\p{Cntrl}\\s]+", " ").strip();
    return line.length() <= WIDEST ? line : line.substring(0, WIDEST - 3) + "...";
  }
}
