package org.econspark.benchmark;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.text.ParseException;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * TravelPlanner (Xie et al. 2024) in its sole-planning form: the official CSV, whose structured
 * columns hold Python literals, and the lines of {@code idx} and {@code query} of a submission. The
 * question is the query and the reference information; the gold, as there is no reference plan, is
 * the JSON that the rules need.
 *
 * <p>The miniature trips use the same CSV. Their reference information lists the stays on offer,
 * which the query states as well, so the question is the query alone.
 */
final class TravelPlannerFormat implements BenchmarkFormat {
  private static final long serialVersionUID = 1L;

  /** Most characters of reference information in a question, about 15,000 tokens. */
  static final int REFERENCE_BUDGET = 60_000;

  private static final String STAY = "Stay in ";
  private static final Pattern STAY_TERMS = Pattern.compile("Days: (\\d{1,6}), Cost: (\\d{1,9})");

  private static final List<String> FLIGHT =
      List.of(
          "Flight Number",
          "Price",
          "DepTime",
          "ArrTime",
          "ActualElapsedTime",
          "FlightDate",
          "OriginCityName",
          "DestCityName",
          "Distance");
  private static final List<String> RESTAURANT =
      List.of("Name", "Average Cost", "Cuisines", "Aggregate Rating", "City");
  private static final List<String> ATTRACTION =
      List.of("Name", "Latitude", "Longitude", "Address", "Phone", "Website", "City");
  private static final List<String> ACCOMMODATION =
      List.of(
          "NAME",
          "price",
          "room type",
          "house_rules",
          "minimum nights",
          "maximum occupancy",
          "review rate number",
          "city");

  @Override
  public String name() {
    return "travelplanner";
  }

  @Override
  public Layout layout() {
    return Layout.CSV;
  }

  @Override
  public Layout layoutOf(String file) {
    return file.endsWith(".jsonl") ? Layout.LINES : Layout.CSV;
  }

  @Override
  public Problem parse(String benchmark, RawRecord record) throws InvalidRecordException {
    Fields fields = new Fields(this, record);
    String query = fields.text("query");
    String id = fields.id(benchmark, "idx", "id");
    if (!fields.has("days") && layoutOf(record.file()) == Layout.LINES) {
      // A submission holds the query's text alone; what it asks is not in the file.
      return Problems.of(benchmark, id, query, "{}", "travelplanner", "", "");
    }
    ReferenceInformation reference = reference(fields);
    ArrayNode stays = stays(reference, fields);
    String level = fields.optional("level").orElse("");
    if (!stays.isEmpty()) {
      String gold = tripGold(fields, stays).toString();
      return Problems.of(benchmark, id, query, gold, "trip", kind(fields), level);
    }
    String question = query + "\n\nGiven information:\n" + reference.render(REFERENCE_BUDGET);
    String gold = gold(fields, reference).toString();
    return Problems.of(benchmark, id, question, gold, "travelplanner", kind(fields), level);
  }

  private static String kind(Fields fields) throws InvalidRecordException {
    return fields.optional("kind").orElse("");
  }

  private static ReferenceInformation reference(Fields fields) throws InvalidRecordException {
    try {
      return ReferenceInformation.of(literal(fields, "reference_information"));
    } catch (IllegalArgumentException e) {
      throw fields.invalid("field 'reference_information' is unreadable: " + e.getMessage(), e);
    }
  }

  /** The Python literal in a text field. */
  private static JsonNode literal(Fields fields, String name) throws InvalidRecordException {
    try {
      return PythonLiteral.parse(fields.text(name));
    } catch (ParseException e) {
      throw fields.invalid(
          "field '%s' is no Python literal: %s".formatted(name, e.getMessage()), e);
    }
  }

  /** The stays of a miniature trip; empty for the real benchmark. */
  private static ArrayNode stays(ReferenceInformation reference, Fields fields)
      throws InvalidRecordException {
    ArrayNode stays = JsonNodeFactory.instance.arrayNode();
    for (ReferenceInformation.Section section : reference.sections()) {
      if (!section.description().startsWith(STAY)) {
        continue;
      }
      Matcher terms = STAY_TERMS.matcher(section.content().asText());
      if (!terms.matches()) {
        throw fields.invalid(
            "field 'reference_information' has '%s' for '%s', expected 'Days: 3, Cost: 250'"
                .formatted(
                    Fields.shortened(section.content().asText()),
                    Fields.shortened(section.description())));
      }
      stays
          .addObject()
          .put("city", section.description().substring(STAY.length()).strip())
          .put("days", Integer.parseInt(terms.group(1)))
          .put("cost", Integer.parseInt(terms.group(2)));
    }
    return stays;
  }

  private static ObjectNode tripGold(Fields fields, ArrayNode stays) throws InvalidRecordException {
    ObjectNode gold = JsonNodeFactory.instance.objectNode();
    gold.put("days", fields.wholeNumber("days"));
    gold.put("cities", fields.wholeNumber("visiting_city_number"));
    gold.put("budget", fields.wholeNumber("budget"));
    JsonNode required = literal(fields, "local_constraint").path("must visit");
    gold.put("required", required.isTextual() ? required.textValue() : null);
    gold.set("stays", stays);
    return gold;
  }

  private static ObjectNode gold(Fields fields, ReferenceInformation reference)
      throws InvalidRecordException {
    ObjectNode gold = JsonNodeFactory.instance.objectNode();
    gold.put("org", fields.text("org"));
    gold.put("dest", fields.text("dest"));
    gold.put("days", fields.wholeNumber("days"));
    gold.put("cities", fields.wholeNumber("visiting_city_number"));
    gold.put("people", fields.wholeNumber("people_number"));
    gold.put("budget", fields.wholeNumber("budget"));
    gold.set("date", literal(fields, "date"));
    gold.set("constraints", literal(fields, "local_constraint"));
    pick(
        gold.putArray("flights"),
        reference.records("Flight", FLIGHT),
        List.of("flight number", "price", "flightdate", "origincityname", "destcityname"));
    pick(
        gold.putArray("restaurants"),
        reference.records("Restaurants", RESTAURANT),
        List.of("name", "average cost", "cuisines", "city"));
    pick(
        gold.putArray("attractions"),
        reference.records("Attractions", ATTRACTION),
        List.of("name", "city"));
    pick(
        gold.putArray("accommodations"),
        reference.records("Accommodations", ACCOMMODATION),
        List.of(
            "name",
            "price",
            "room type",
            "house_rules",
            "minimum nights",
            "maximum occupancy",
            "city"));
    ArrayNode ways = gold.putArray("ways");
    for (ReferenceInformation.Section section : reference.sections()) {
      boolean way =
          section.description().startsWith("Self-driving")
              || section.description().startsWith("Taxi");
      if (way && section.content().isTextual()) {
        ways.addObject()
            .put("way", section.description())
            .put("text", section.content().textValue());
      }
    }
    return gold;
  }

  private static void pick(ArrayNode out, List<ObjectNode> records, List<String> keys) {
    records.forEach(record -> out.add(record.retain(keys)));
  }
}
