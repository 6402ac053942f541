package org.econspark.benchmark.travel;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.stream.StreamSupport;

/**
 * What a traveller asks for. Whatever the data do not tell is null.
 *
 * @param org start city
 * @param dest a city on trips of 3 days, else a state
 * @param days of the trip
 * @param cities to visit
 * @param people that travel
 * @param budget in dollars
 * @param dates of the days, {@code 2022-03-16} and so on; empty where not known
 * @param constraints null where the data do not tell whether there are any
 */
public record TravelQuery(
    String org,
    String dest,
    Integer days,
    Integer cities,
    Integer people,
    Integer budget,
    List<String> dates,
    Constraints constraints) {
  /**
   * The four local constraints, null or empty where not asked.
   *
   * @param houseRule {@code smoking}, {@code parties}, {@code children under 10}, {@code visitors}
   *     or {@code pets}
   * @param roomType {@code entire room}, {@code private room}, {@code shared room} or {@code not
   *     shared room}
   * @param transportation {@code no flight} or {@code no self-driving}
   */
  public record Constraints(
      String houseRule, List<String> cuisines, String roomType, String transportation) {}

  public TravelQuery {
    dates = List.copyOf(dates);
  }

  /** Reads the gold of a problem, see {@code TravelPlannerFormat}. */
  static TravelQuery of(JsonNode gold) {
    JsonNode constraints = gold.path("constraints");
    return new TravelQuery(
        text(gold.path("org")),
        text(gold.path("dest")),
        number(gold.path("days")),
        number(gold.path("cities")),
        number(gold.path("people")),
        number(gold.path("budget")),
        texts(gold.path("date")),
        !constraints.isObject()
            ? null
            : new Constraints(
                text(constraints.path("house rule")),
                texts(constraints.path("cuisine")),
                text(constraints.path("room type")),
                text(constraints.path("transportation"))));
  }

  private static String text(JsonNode value) {
    String text = value.isTextual() ? value.textValue().strip() : "";
    return text.isEmpty() || text.equals("None") ? null : text;
  }

  private static Integer number(JsonNode value) {
    return value.isNumber() ? value.intValue() : null;
  }

  private static List<String> texts(JsonNode values) {
    return StreamSupport.stream(values.spliterator(), false).map(JsonNode::asText).toList();
  }
}
