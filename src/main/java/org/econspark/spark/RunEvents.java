package org.econspark.spark;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The course of a run for machines: one JSON object a line on the logger {@code econ.events}, with
 * the time, the run and what happened. Holds no prompts, answers or secrets. Driver side.
 */
final class RunEvents {
  private static final Logger LOG = LoggerFactory.getLogger("econ.events");
  private static final ObjectMapper JSON = new ObjectMapper();

  private final String runId;

  RunEvents(String runId) {
    this.runId = runId;
  }

  /**
   * @param event such as {@code wave_committed}
   * @param fields numbers, texts and flags
   */
  void log(String event, Map<String, ?> fields) {
    if (LOG.isInfoEnabled()) {
      Map<String, Object> line = new LinkedHashMap<>();
      line.put("time", Instant.now().toString());
      line.put("run", runId);
      line.put("event", event);
      line.putAll(fields);
      LOG.info(render(line));
    }
  }

  private static String render(Map<String, Object> line) {
    try {
      return JSON.writeValueAsString(line);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("Cannot write as JSON: " + line, e);
    }
  }
}
