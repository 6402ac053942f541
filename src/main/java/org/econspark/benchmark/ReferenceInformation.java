package org.econspark.benchmark;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The sections that TravelPlanner hands to a planner: a description such as {@code Restaurants in
 * Reno} and a content that is a table as text, a list of records, or a sentence.
 */
final class ReferenceInformation {

  /** One section; {@code content} is a text or an array of objects. */
  record Section(String description, JsonNode content) {}

  private static final Pattern WAY =
      Pattern.compile(" from (.+?) to (.+?)(?: on \\d{4}-\\d{2}-\\d{2})?$");

  private final List<Section> sections;

  private ReferenceInformation(List<Section> sections) {
    this.sections = sections;
  }

  /**
   * @param value an array of objects with {@code Description} and {@code Content}, or an object
   *     whose keys are the descriptions
   * @throws IllegalArgumentException if it is neither
   */
  static ReferenceInformation of(JsonNode value) {
    List<Section> sections = new ArrayList<>();
    if (value.isObject()) {
      for (Iterator<Map.Entry<String, JsonNode>> it = value.fields(); it.hasNext(); ) {
        Map.Entry<String, JsonNode> field = it.next();
        sections.add(new Section(field.getKey(), field.getValue()));
      }
    } else if (value.isArray()) {
      for (JsonNode entry : value) {
        JsonNode content = entry.get("Content");
        if (!entry.path("Description").isTextual() || content == null) {
          throw new IllegalArgumentException(
              "expected every section to have 'Description' and 'Content'");
        }
        sections.add(new Section(entry.get("Description").textValue(), content));
      }
    } else {
      throw new IllegalArgumentException("expected a list of sections");
    }
    return new ReferenceInformation(List.copyOf(sections));
  }

  List<Section> sections() {
    return sections;
  }

  /**
   * The records of every section whose description starts with a word, keys in lower case.
   *
   * @param columns the columns of such a table where it stands as text, left to right
   */
  List<ObjectNode> records(String word, List<String> columns) {
    List<ObjectNode> records = new ArrayList<>();
    for (Section section : sections) {
      if (!section.description().startsWith(word)) {
        continue;
      }
      if (section.content().isTextual()) {
        records.addAll(FixedWidthTable.parse(section.content().textValue(), columns));
      } else {
        section.content().forEach(record -> records.add(lowerCaseKeys(record)));
      }
    }
    return records;
  }

  /** What follows a beginning in the descriptions that have it, each once, in their order. */
  List<String> covered(String beginning) {
    return sections.stream()
        .map(Section::description)
        .filter(description -> description.startsWith(beginning))
        .map(description -> description.substring(beginning.length()).strip())
        .distinct()
        .toList();
  }

  /** Names of all cities that the descriptions tell of. */
  Set<String> cities() {
    Set<String> cities = new LinkedHashSet<>();
    for (Section section : sections) {
      Matcher way = WAY.matcher(section.description());
      int in = section.description().indexOf(" in ");
      if (way.find()) {
        cities.add(way.group(1));
        cities.add(way.group(2));
      } else if (in >= 0) {
        cities.add(section.description().substring(in + 4).strip());
      }
    }
    return cities;
  }

  /**
   * All sections as text of at most that many characters. Where they are longer, the longest lose
   * their last lines, so that no section vanishes.
   */
  String render(int budget) {
    List<List<String>> blocks = new ArrayList<>();
    for (Section section : sections) {
      List<String> lines = new ArrayList<>();
      lines.add(section.description() + ":");
      if (section.content().isTextual()) {
        section
            .content()
            .textValue()
            .lines()
            .map(ReferenceInformation::squeeze)
            .forEach(lines::add);
      } else {
        section.content().forEach(record -> lines.add(record.toString()));
      }
      blocks.add(lines);
    }
    int cap = cap(blocks.stream().map(ReferenceInformation::length).toList(), budget);
    StringBuilder text = new StringBuilder();
    for (List<String> block : blocks) {
      int used = 0;
      for (String line : block) {
        used += line.length() + 1;
        if (used > cap) {
          break;
        }
        text.append(line).append('\n');
      }
    }
    return text.toString().stripTrailing();
  }

  /** Largest cap per section under which all sections fit the budget. */
  private static int cap(List<Integer> lengths, int budget) {
    int low = 0;
    int high = Math.max(budget, 1);
    while (low < high) {
      int middle = low + (high - low + 1) / 2;
      long total = lengths.stream().mapToLong(length -> Math.min(length, middle)).sum();
      if (total <= budget) {
        low = middle;
      } else {
        high = middle - 1;
      }
    }
    return low;
  }

  private static int length(List<String> lines) {
    return lines.stream().mapToInt(line -> line.length() + 1).sum();
  }

  /** Alignment by spaces costs tokens and tells nothing. */
  private static String squeeze(String line) {
    return line.strip().replaceAll(" {2,}", "  ");
  }

  private static ObjectNode lowerCaseKeys(JsonNode record) {
    ObjectNode result = JsonNodeFactory.instance.objectNode();
    for (Iterator<Map.Entry<String, JsonNode>> it = record.fields(); it.hasNext(); ) {
      Map.Entry<String, JsonNode> field = it.next();
      result.set(field.getKey().toLowerCase(Locale.ROOT), field.getValue());
    }
    return result;
  }
}
