package org.econspark.benchmark.travel;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.text.ParseException;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.econspark.benchmark.PythonLiteral;
import org.econspark.benchmark.grading.TimeLimit;

/**
 * Finds a plan in what a model or a submission says: the last list of day objects, as JSON or as a
 * Python literal, by itself or within an object or prose; or an object with a day for each key; or
 * lines such as {@code Day 1:} and {@code Breakfast: Name, City}. Every key and value is kept.
 */
public final class PlanText {
  private static final int MAX_TRIES = 40;
  private static final int MAX_DAYS = 60;
  private static final int MAX_LINE = 2_000;
  private static final Set<String> KNOWN =
      Set.of(
          "days",
          TravelDay.CURRENT_CITY,
          TravelDay.TRANSPORTATION,
          "breakfast",
          TravelDay.ATTRACTION,
          "lunch",
          "dinner",
          TravelDay.ACCOMMODATION);

  private static final Pattern DAY_KEY = Pattern.compile("(?i)day[ _]?\\d{1,2}");
  private static final Pattern DAY_LINE =
      Pattern.compile("(?i)^[\\s*#>-]*+day\\s*+(\\d{1,2})\\b[\\s*:.-]*+(.*+)");
  private static final Pattern ITEM_LINE =
      Pattern.compile(
          "(?i)^[\\s*#>-]*+(current city|transportation|breakfast|attractions?|lunch|dinner"
              + "|accommodation)\\s*+\\**+\\s*+:\\s*+\\**+(.*+)");
  private static final JsonMapper JSON =
      JsonMapper.builder(new JsonFactory())
          .enable(JsonReadFeature.ALLOW_TRAILING_COMMA)
          .enable(JsonReadFeature.ALLOW_UNESCAPED_CONTROL_CHARS)
          .build();

  private PlanText() {}

  /** The plan as a JSON list of day objects, keys and values as written; an empty list is none. */
  public static Optional<String> find(String text) {
    return lastList(text)
        .or(() -> dayByKey(text))
        .or(() -> dayByLine(text))
        .map(JsonNode::toString);
  }

  /** The plan of a text that ends with it, as a JSON list of day objects, fenced or not. */
  public static Optional<String> strict(String text) {
    String end = text.stripTrailing();
    end = end.endsWith("```") ? end.substring(0, end.length() - 3).stripTrailing() : end;
    int from = end.endsWith("]") ? end.lastIndexOf('[') : -1;
    for (int tries = 0; from >= 0 && tries < MAX_TRIES; tries++) {
      TimeLimit.check();
      try (JsonParser parser = JSON.createParser(end.substring(from))) {
        JsonNode value = JSON.readTree(parser);
        if (value != null && isPlan(value) && parser.nextToken() == null) {
          return Optional.of(value.toString());
        }
      } catch (IOException e) {
        // This bracket does not open the plan; one before it may.
      }
      from = from == 0 ? -1 : end.lastIndexOf('[', from - 1);
    }
    return Optional.empty();
  }

  private static Optional<JsonNode> lastList(String text) {
    int from = text.lastIndexOf('[');
    for (int tries = 0; from >= 0 && tries < MAX_TRIES; tries++) {
      TimeLimit.check();
      Optional<JsonNode> value = value(text.substring(from));
      if (value.isPresent() && isPlan(value.get())) {
        return value;
      }
      from = from == 0 ? -1 : text.lastIndexOf('[', from - 1);
    }
    return Optional.empty();
  }

  /** One JSON or Python value at the beginning of a text, whatever follows. */
  private static Optional<JsonNode> value(String text) {
    try (JsonParser parser = JSON.createParser(text)) {
      return Optional.ofNullable(JSON.readTree(parser));
    } catch (IOException e) {
      // Not JSON; it may still be a Python literal.
    }
    try {
      return Optional.of(PythonLiteral.parsePrefix(text));
    } catch (ParseException e) {
      return Optional.empty();
    }
  }

  private static boolean isPlan(JsonNode value) {
    if (!value.isArray() || value.isEmpty() || value.size() > MAX_DAYS) {
      return false;
    }
    boolean known = false;
    for (JsonNode day : value) {
      if (!day.isObject()) {
        return false;
      }
      for (Iterator<String> names = day.fieldNames(); names.hasNext(); ) {
        known |= KNOWN.contains(TravelDay.name(names.next()));
      }
    }
    return known;
  }

  /** {@code {"Day 1": {...}, "Day 2": {...}}}. */
  private static Optional<JsonNode> dayByKey(String text) {
    int from = text.indexOf('{');
    for (int tries = 0; from >= 0 && tries < MAX_TRIES; tries++) {
      TimeLimit.check();
      Optional<JsonNode> value = value(text.substring(from)).filter(JsonNode::isObject);
      if (value.isPresent()) {
        ArrayNode days = JsonNodeFactory.instance.arrayNode();
        for (Iterator<Map.Entry<String, JsonNode>> it = value.get().fields(); it.hasNext(); ) {
          Map.Entry<String, JsonNode> field = it.next();
          if (DAY_KEY.matcher(field.getKey()).matches() && field.getValue().isObject()) {
            days.add(field.getValue());
          }
        }
        if (isPlan(days)) {
          return Optional.of(days);
        }
      }
      from = text.indexOf('{', from + 1);
    }
    return Optional.empty();
  }

  private static Optional<JsonNode> dayByLine(String text) {
    ArrayNode days = JsonNodeFactory.instance.arrayNode();
    ObjectNode day = null;
    for (Iterator<String> lines = text.lines().iterator(); lines.hasNext(); ) {
      TimeLimit.check();
      String line = lines.next();
      line = line.substring(0, Math.min(line.length(), MAX_LINE));
      Matcher start = DAY_LINE.matcher(line);
      if (start.matches()) {
        day = JsonNodeFactory.instance.objectNode().put("days", Integer.parseInt(start.group(1)));
        days.add(day);
        line = start.group(2);
      }
      Matcher item = ITEM_LINE.matcher(line);
      if (day != null && item.matches()) {
        day.put(TravelDay.name(item.group(1)), item.group(2).strip());
      }
    }
    boolean filled = false;
    for (JsonNode each : days) {
      filled |= each.size() > 1;
    }
    return filled && days.size() <= MAX_DAYS ? Optional.of(days) : Optional.empty();
  }
}
