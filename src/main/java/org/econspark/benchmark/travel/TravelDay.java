package org.econspark.benchmark.travel;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/**
 * One day of a plan.
 *
 * @param fields by name, in the order written; names in lower case with underscores, {@code day}
 *     and {@code attractions} as {@code days} and {@code attraction}
 */
public record TravelDay(Map<String, String> fields) {
  static final String CURRENT_CITY = "current_city";
  static final String TRANSPORTATION = "transportation";
  static final String ATTRACTION = "attraction";
  static final String ACCOMMODATION = "accommodation";
  static final List<String> MEALS = List.of("breakfast", "lunch", "dinner");

  /** The six items that a full day has. */
  static final List<String> ITEMS =
      List.of(TRANSPORTATION, "breakfast", ATTRACTION, "lunch", "dinner", ACCOMMODATION);

  private static final String LATER_DAY =
      "You don't need to fill in the information for this or later days.";

  public TravelDay {
    fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
  }

  /** Reads a day object; values of other types than text become texts. */
  static TravelDay of(JsonNode day) {
    Map<String, String> fields = new LinkedHashMap<>();
    for (Iterator<Map.Entry<String, JsonNode>> it = day.fields(); it.hasNext(); ) {
      Map.Entry<String, JsonNode> field = it.next();
      String name = name(field.getKey());
      fields.put(name, text(field.getValue(), name));
    }
    return new TravelDay(fields);
  }

  /** The one name of a field. */
  static String name(String written) {
    String name = written.strip().toLowerCase(Locale.ROOT).replace(' ', '_').replace('-', '_');
    return switch (name) {
      case "day" -> "days";
      case "attractions" -> ATTRACTION;
      case "city" -> CURRENT_CITY;
      case "transport" -> TRANSPORTATION;
      case "accommodations", "hotel" -> ACCOMMODATION;
      default -> name;
    };
  }

  private static String text(JsonNode value, String name) {
    if (value.isNull()) {
      return "";
    }
    if (value.isArray()) {
      // Each attraction ends with a semicolon.
      String end = name.equals(ATTRACTION) ? ";" : "";
      String separator = name.equals(ATTRACTION) ? ";" : ", ";
      return StreamSupport.stream(value.spliterator(), false)
          .map(entry -> text(entry, name))
          .collect(Collectors.joining(separator, "", value.isEmpty() ? "" : end));
    }
    return value.isValueNode() ? value.asText() : value.toString();
  }

  boolean has(String name) {
    return fields.containsKey(name);
  }

  /** The field's text, empty where it is missing. */
  String text(String name) {
    return fields.getOrDefault(name, "");
  }

  /** True where the field names something: it is neither missing nor empty nor a dash. */
  boolean names(String name) {
    return !isNothing(text(name));
  }

  static boolean isNothing(String text) {
    return text.isEmpty() || text.equals("-");
  }

  boolean isEmpty() {
    return fields.isEmpty();
  }

  /** True if the day belongs to the trip. */
  boolean isFilled() {
    return !isEmpty() && !text(CURRENT_CITY).equals(LATER_DAY);
  }

  String currentCity() {
    return text(CURRENT_CITY);
  }

  /**
   * The attractions one by one.
   *
   * @param all false leaves out what follows the last semicolon, as the published code does
   */
  List<String> attractions(boolean all) {
    String text = text(ATTRACTION);
    if (isNothing(text)) {
      return List.of();
    }
    String read = all ? text : text.substring(0, Math.max(0, text.lastIndexOf(';')));
    if (!all && text.indexOf(';') < 0) {
      return List.of();
    }
    List<String> parts = List.of(read.split(";", -1));
    return all ? parts.stream().map(String::strip).filter(p -> !isNothing(p)).toList() : parts;
  }
}
