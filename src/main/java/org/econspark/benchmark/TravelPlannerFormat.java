package org.econspark.benchmark;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.text.ParseException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.econspark.benchmark.travel.QueryText;
import org.econspark.benchmark.travel.TravelMode;

/**
 * TravelPlanner (Xie et al. 2024) in its sole-planning form. Three layouts are read: the official
 * CSV, whose structured columns hold Python literals; submissions, lines of {@code idx}, {@code
 * query} and {@code plan}; and annotated plans as chats, lines of {@code messages} that hold
 * reference information, query and plan. The question is the query and the reference information;
 * the gold, as there is no one right plan, is the JSON that the rules need. Where the file gives
 * the query as text alone, what it asks for is read out of the text, for judging only.
 *
 * <p>The miniature trips use the same CSV. Their reference information lists the stays on offer,
 * which the query states as well, so the question is the query alone.
 *
 * @param mode how the constraints are read
 * @param database folder of the benchmark's database, to look up what the reference information
 *     lacks; empty for none
 * @param referenceTokens most tokens of reference information in a question
 */
record TravelPlannerFormat(TravelMode mode, String database, int referenceTokens)
    implements BenchmarkFormat {
  static final TravelPlannerFormat DEFAULT =
      new TravelPlannerFormat(TravelMode.OFFICIAL, "", 15_000);

  /** Characters that a token stands for on average, in tables of names and numbers. */
  private static final int CHARACTERS_A_TOKEN = 4;

  private static final String GRADER = "travelplanner";
  private static final int VALIDATION_QUERIES = 180;
  private static final int QUERIES_A_LEVEL = 60;

  private static final String INFORMATION = "Given Information:";
  private static final String QUERY = "Query:";
  private static final Pattern ON_DATE = Pattern.compile(" on \\d{4}-\\d{2}-\\d{2}$");
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
    if (fields.node("messages").isArray()) {
      return annotated(benchmark, fields);
    }
    String query = fields.text("query");
    String id = fields.id(benchmark, "idx", "id");
    if (!fields.has("days") && layoutOf(record.file()) == Layout.LINES) {
      ObjectNode gold = submitted(query, fields.node("idx").asInt(0));
      return problem(benchmark, id, query, gold, "", "");
    }
    ReferenceInformation reference = reference(fields);
    ArrayNode stays = stays(reference, fields);
    String level = fields.optional("level").orElse("");
    if (!stays.isEmpty()) {
      String gold = tripGold(fields, stays).toString();
      return Problems.of(benchmark, id, query, gold, "trip", kind(fields), level);
    }
    ObjectNode gold = gold(fields);
    addReference(gold, reference);
    return problem(benchmark, id, question(query, reference), gold, kind(fields), level);
  }

  /** The place of the database is no part of the content. */
  private Problem problem(
      String benchmark, String id, String question, ObjectNode gold, String kind, String level) {
    String hash = Problems.contentHash(question, gold.toString());
    String judged =
        database.isEmpty() ? gold.toString() : gold.put("database", database).toString();
    return new Problem(benchmark, id, hash, question, judged, grader(), kind, level);
  }

  private String grader() {
    return mode == TravelMode.STRICT ? GRADER + "-strict" : GRADER;
  }

  private String question(String query, ReferenceInformation reference) {
    return query
        + "\n\nGiven information:\n"
        + reference.render(referenceTokens * CHARACTERS_A_TOKEN);
  }

  /** A query known by its text alone, with the cities of the database. */
  private ObjectNode submitted(String query, int idx) {
    Map<String, String> states = database.isEmpty() ? Map.of() : QueryText.states(database);
    boolean validation = idx >= 1 && idx <= VALIDATION_QUERIES;
    // Easy, medium and hard queries ask for none, one and three local constraints.
    int constraints = validation ? List.of(0, 1, 3).get((idx - 1) / QUERIES_A_LEVEL) : -1;
    return QueryText.read(query, states.keySet(), Set.copyOf(states.values()), constraints);
  }

  /** The chat of an annotated plan: its user turn holds the reference information and the query. */
  private Problem annotated(String benchmark, Fields fields) throws InvalidRecordException {
    String turn = content(fields.node("messages"), "user");
    int start = turn.indexOf(INFORMATION);
    int end = turn.lastIndexOf(QUERY);
    if (start < 0 || end < start) {
      throw fields.invalid("field 'messages' has no 'Given Information:' before a 'Query:'");
    }
    String query = turn.substring(end + QUERY.length()).strip();
    ReferenceInformation reference;
    try {
      String literal = turn.substring(start + INFORMATION.length(), end).strip();
      reference = ReferenceInformation.of(PythonLiteral.parse(literal));
    } catch (ParseException | IllegalArgumentException e) {
      throw fields.invalid("the reference information is unreadable: " + e.getMessage(), e);
    }
    Map<String, String> states = database.isEmpty() ? Map.of() : QueryText.states(database);
    ObjectNode gold = QueryText.read(query, reference.cities(), Set.copyOf(states.values()), -1);
    addReference(gold, reference);
    String id = fields.id(benchmark, "idx", "id");
    return problem(benchmark, id, question(query, reference), gold, "", "");
  }

  private static String content(JsonNode messages, String role) {
    String content = "";
    for (JsonNode message : messages) {
      if (message.path("role").asText().equals(role)) {
        content = message.path("content").asText();
      }
    }
    return content;
  }

  @Override
  public Optional<String> gradableText(RawRecord record) {
    JsonNode messages = record.fields().path("messages");
    if (messages.isArray()) {
      return Optional.of(content(messages, "assistant"));
    }
    return record.fields().has("plan")
        ? Optional.of(record.fields().get("plan").toString())
        : Optional.empty();
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

  private static ObjectNode gold(Fields fields) throws InvalidRecordException {
    ObjectNode gold = JsonNodeFactory.instance.objectNode();
    gold.put("org", fields.text("org"));
    gold.put("dest", fields.text("dest"));
    gold.put("days", fields.wholeNumber("days"));
    gold.put("cities", fields.wholeNumber("visiting_city_number"));
    gold.put("people", fields.wholeNumber("people_number"));
    gold.put("budget", fields.wholeNumber("budget"));
    gold.set("date", literal(fields, "date"));
    gold.set("constraints", literal(fields, "local_constraint"));
    return gold;
  }

  /** What the reference information lists, and which cities and ways it covers. */
  private static void addReference(ObjectNode gold, ReferenceInformation reference) {
    ObjectNode covered = gold.putObject("covered");
    for (String kind : List.of("Restaurants", "Attractions", "Accommodations")) {
      ArrayNode cities = covered.putArray(kind.toLowerCase(Locale.ROOT));
      reference.covered(kind + " in ").forEach(cities::add);
    }
    ArrayNode flights = covered.putArray("flights");
    reference.covered("Flight ").forEach(way -> flights.add(ON_DATE.matcher(way).replaceAll("")));
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
  }

  private static void pick(ArrayNode out, List<ObjectNode> records, List<String> keys) {
    records.forEach(record -> out.add(record.retain(keys)));
  }
}
