package org.econspark.evaluation;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/**
 * A comparison for machines: one JSON object a line. Each says in {@code table} what it is; the
 * lines of the summary do not have that field.
 */
public final class ComparisonJson {
  private static final ObjectMapper MAPPER =
      new ObjectMapper().setPropertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE);

  private ComparisonJson() {}

  /** One line for each row of each table, each with a line end. */
  public static String render(ComparisonReport report) {
    StringBuilder text = new StringBuilder();
    append(text, "comparison", report.rows());
    append(text, "cost_curve", report.curve());
    append(text, "growth", report.growth());
    append(text, "levels", report.levels());
    append(text, "credit", report.credit());
    return text.toString();
  }

  private static void append(StringBuilder text, String table, List<?> rows) {
    for (Object row : rows) {
      ObjectNode line = MAPPER.createObjectNode().put("table", table);
      ObjectNode fields = MAPPER.valueToTree(row);
      line.setAll(fields);
      try {
        text.append(MAPPER.writeValueAsString(line)).append('\n');
      } catch (JsonProcessingException e) {
        throw new IllegalStateException("Cannot write a row of " + table + " as JSON", e);
      }
    }
  }
}
