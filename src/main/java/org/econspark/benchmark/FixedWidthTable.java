package org.econspark.benchmark;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Reads a table printed with every column right-aligned, as pandas does: a column ends where its
 * header ends, counted in Unicode code points. A column of row numbers at the left is left out.
 */
final class FixedWidthTable {

  /** Row numbers are left-aligned, unlike every other column. */
  private static final Pattern ROW_NUMBER = Pattern.compile("\\d++  ");

  private FixedWidthTable() {}

  /**
   * One object a row, keys the column names in lower case, values texts; no rows where the first
   * line does not hold the columns in order.
   */
  static List<ObjectNode> parse(String table, List<String> columns) {
    List<String> lines = table.lines().toList();
    if (lines.isEmpty()) {
      return List.of();
    }
    int[] ends = new int[columns.size()];
    int from = 0;
    for (int i = 0; i < ends.length; i++) {
      int start = lines.get(0).indexOf(columns.get(i), from);
      if (start < 0) {
        return List.of();
      }
      from = start + columns.get(i).length();
      ends[i] = from;
    }
    List<ObjectNode> rows = new ArrayList<>();
    List<String> body = lines.subList(1, lines.size());
    boolean numbered = body.stream().allMatch(line -> ROW_NUMBER.matcher(line).lookingAt());
    for (String row : body) {
      String line = numbered ? withoutNumber(row) : row;
      int[] points = line.codePoints().toArray();
      ObjectNode cells = JsonNodeFactory.instance.objectNode();
      for (int i = 0; i < ends.length; i++) {
        int start = Math.min(i == 0 ? 0 : ends[i - 1], points.length);
        int end = i == ends.length - 1 ? points.length : Math.min(ends[i], points.length);
        int[] cell = Arrays.copyOfRange(points, start, Math.max(start, end));
        cells.put(
            columns.get(i).toLowerCase(Locale.ROOT), new String(cell, 0, cell.length).strip());
      }
      rows.add(cells);
    }
    return rows;
  }

  private static String withoutNumber(String line) {
    int end = line.indexOf(' ');
    return " ".repeat(end) + line.substring(end);
  }
}
