package org.econspark.evaluation;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import java.util.List;

/** The summary for machines: one JSON object a line, named like the columns of the table. */
public final class SummaryJson {
  private static final ObjectMapper MAPPER =
      new ObjectMapper().setPropertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE);

  private SummaryJson() {}

  /** One line for each row, each with a line end. */
  public static String render(List<SummaryRow> rows) {
    StringBuilder text = new StringBuilder();
    for (SummaryRow row : rows) {
      try {
        text.append(MAPPER.writeValueAsString(row)).append('\n');
      } catch (JsonProcessingException e) {
        throw new IllegalStateException("Cannot write a summary row as JSON", e);
      }
    }
    return text.toString();
  }
}
