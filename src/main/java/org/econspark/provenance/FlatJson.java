package org.econspark.provenance;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Map;
import java.util.TreeMap;

/** JSON objects as maps from dotted paths to values, and flat maps as JSON. */
public final class FlatJson {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private FlatJson() {}

  /** Leaves by dotted path; elements of arrays by their index. */
  public static Map<String, String> flatten(String json) {
    Map<String, String> leaves = new TreeMap<>();
    try {
      flatten("", MAPPER.readTree(json), leaves);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("Invalid JSON in a manifest: " + e.getOriginalMessage());
    }
    return leaves;
  }

  /** A flat map as a JSON object with sorted keys. */
  public static String write(Map<String, String> values) {
    try {
      return MAPPER.writeValueAsString(new TreeMap<>(values));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("Every map of texts can be written as JSON", e);
    }
  }

  private static void flatten(String path, JsonNode node, Map<String, String> leaves) {
    if (node.isObject()) {
      node.fields().forEachRemaining(f -> flatten(join(path, f.getKey()), f.getValue(), leaves));
    } else if (node.isArray() && !node.isEmpty()) {
      for (int i = 0; i < node.size(); i++) {
        flatten(join(path, Integer.toString(i)), node.get(i), leaves);
      }
    } else {
      leaves.put(path, node.isValueNode() ? node.asText() : node.toString());
    }
  }

  private static String join(String path, String name) {
    return path.isEmpty() ? name : path + "." + name;
  }
}
