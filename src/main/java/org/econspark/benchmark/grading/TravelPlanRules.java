package org.econspark.benchmark.grading;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;

/**
 * The rules that the TravelPlanner query's own fields allow to judge. Prices as published: flights
 * and meals by person, rooms by their occupancy, a car for five, a taxi for four.
 */
final class TravelPlanRules {
  private static final Pattern FLIGHT_NUMBER = Pattern.compile("F\\d{5,9}");
  private static final Pattern COST = Pattern.compile("cost: ?(\\d{1,9})");
  private static final List<String> MEALS = List.of("breakfast", "lunch", "dinner");
  private static final int CAR_SEATS = 5;
  private static final int TAXI_SEATS = 4;

  private final JsonNode gold;
  private final List<JsonNode> days;
  private final int people;
  private final JsonNode constraints;
  private final Set<String> cuisines = new HashSet<>();
  private BigDecimal cost = BigDecimal.ZERO;

  TravelPlanRules(JsonNode gold, List<JsonNode> days) {
    this.gold = gold;
    this.days = days;
    this.people = Math.max(1, gold.path("people").asInt(1));
    this.constraints = gold.path("constraints");
  }

  /** What is wrong first, or empty. */
  Optional<String> firstBroken() {
    int asked = gold.path("days").asInt();
    if (days.size() != asked) {
      return Optional.of("%d days instead of %d".formatted(days.size(), asked));
    }
    for (JsonNode day : days) {
      Optional<String> broken =
          transport(day.path("transportation").asText("-"))
              .or(() -> meals(day))
              .or(() -> accommodation(day.path("accommodation").asText("-")));
      if (broken.isPresent()) {
        return broken;
      }
    }
    for (JsonNode cuisine : constraints.path("cuisine")) {
      if (!cuisines.contains(Characters.lowerCase(cuisine.asText()))) {
        return Optional.of("no " + cuisine.asText() + " restaurant");
      }
    }
    BigDecimal budget = new BigDecimal(gold.path("budget").asInt());
    return cost.compareTo(budget) > 0
        ? Optional.of("costs %s, the budget is %s".formatted(cost.toPlainString(), budget))
        : Optional.empty();
  }

  private Optional<String> transport(String transport) {
    if (isNothing(transport)) {
      return Optional.empty();
    }
    String lower = Characters.lowerCase(transport);
    String banned = constraints.path("transportation").asText("");
    boolean flight = lower.contains("flight");
    boolean car = lower.contains("self-driving");
    if ((banned.equals("no flight") && flight) || (banned.equals("no self-driving") && car)) {
      return Optional.of("'" + banned + "' is not kept");
    }
    if (flight) {
      Matcher number = FLIGHT_NUMBER.matcher(transport);
      Optional<JsonNode> known =
          number.find()
              ? find("flights", f -> f.path("flight number").asText().equals(number.group()))
              : Optional.empty();
      known.ifPresent(f -> pay(f.path("price"), people));
      return known.isPresent() ? Optional.empty() : Optional.of("the flight is not known");
    }
    if (!car && !lower.contains("taxi")) {
      return Optional.empty();
    }
    String kind = car ? "self-driving" : "taxi";
    Optional<JsonNode> way =
        find(
            "ways",
            w -> {
              String name = Characters.lowerCase(w.path("way").asText());
              int from = name.indexOf("from ");
              return name.startsWith(kind) && from >= 0 && lower.contains(name.substring(from));
            });
    Matcher price = COST.matcher(way.map(w -> w.path("text").asText()).orElse(""));
    if (!price.find()) {
      return Optional.of("the " + kind + " way is not known");
    }
    int seats = car ? CAR_SEATS : TAXI_SEATS;
    cost = cost.add(new BigDecimal(price.group(1)).multiply(groups(seats)));
    return Optional.empty();
  }

  private Optional<String> meals(JsonNode day) {
    for (String meal : MEALS) {
      String place = day.path(meal).asText("-");
      if (isNothing(place)) {
        continue;
      }
      Optional<JsonNode> known = find("restaurants", r -> isPlace(r, place));
      if (known.isEmpty()) {
        return Optional.of("the restaurant '" + shortened(place) + "' is not known");
      }
      pay(known.get().path("average cost"), people);
      String start = gold.path("org").asText();
      if (!known.get().path("city").asText().equals(start)) {
        for (String cuisine : known.get().path("cuisines").asText().split(",", -1)) {
          cuisines.add(Characters.lowerCase(cuisine.strip()));
        }
      }
    }
    return Optional.empty();
  }

  private Optional<String> accommodation(String place) {
    if (isNothing(place)) {
      return Optional.empty();
    }
    Optional<JsonNode> known = find("accommodations", a -> isPlace(a, place));
    if (known.isEmpty()) {
      return Optional.of("the accommodation '" + shortened(place) + "' is not known");
    }
    JsonNode room = known.get();
    String rule = constraints.path("house rule").asText("");
    if (!isUnset(rule) && forbids(room.path("house_rules").asText(), rule)) {
      return Optional.of("the accommodation forbids " + rule);
    }
    String type = constraints.path("room type").asText("");
    if (!isUnset(type) && !isOfType(room.path("room type").asText(), type)) {
      return Optional.of("the accommodation is not of type " + type);
    }
    int occupancy = Math.max(1, number(room.path("maximum occupancy")).intValue());
    cost = cost.add(number(room.path("price")).multiply(groups(occupancy)));
    return Optional.empty();
  }

  private static boolean forbids(String houseRules, String wanted) {
    return Characters.lowerCase(houseRules).contains("no " + Characters.lowerCase(wanted));
  }

  private static boolean isOfType(String actual, String asked) {
    String type = Characters.lowerCase(actual);
    return switch (asked) {
      case "entire room" -> type.equals("entire home/apt");
      case "not shared room" -> !type.equals("shared room");
      default -> type.equals(asked);
    };
  }

  private Optional<JsonNode> find(String table, Predicate<JsonNode> wanted) {
    return StreamSupport.stream(gold.path(table).spliterator(), false).filter(wanted).findFirst();
  }

  /** {@code Name, City}: the name before the last comma. */
  private static boolean isPlace(JsonNode record, String place) {
    int comma = place.lastIndexOf(',');
    String name = comma < 0 ? place : place.substring(0, comma);
    String city = comma < 0 ? "" : place.substring(comma + 1).strip();
    return record.path("name").asText().strip().equals(name.strip())
        && (city.isEmpty() || city.startsWith(record.path("city").asText()));
  }

  private BigDecimal groups(int size) {
    return new BigDecimal((people + size - 1) / size);
  }

  private void pay(JsonNode price, int times) {
    cost = cost.add(number(price).multiply(new BigDecimal(times)));
  }

  private static BigDecimal number(JsonNode value) {
    String digits = value.asText("").strip();
    return digits.matches("\\d{1,9}(\\.\\d{1,9})?") ? new BigDecimal(digits) : BigDecimal.ZERO;
  }

  private static boolean isNothing(String value) {
    return value.isBlank() || value.strip().equals("-");
  }

  private static boolean isUnset(String value) {
    return value.isBlank() || value.equals("null") || value.equals("None");
  }

  private static String shortened(String text) {
    return text.length() <= 40 ? text : text.substring(0, 40) + "\u2026";
  }
}
