package org.econspark.benchmark.travel;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the query's own reference information says. It lists all places of the cities that it has
 * sections for, and all flights of a way on a day; it is silent about everything else.
 */
final class ReferenceSandbox implements Sandbox {
  private static final Pattern COST = Pattern.compile("cost: ?(\\d{1,9})");
  private static final Pattern DATE = Pattern.compile("\\d{4}-\\d{2}-\\d{2}");

  private final Map<String, List<Restaurant>> restaurants = new HashMap<>();
  private final Map<String, List<String>> attractions = new HashMap<>();
  private final Map<String, List<Accommodation>> accommodations = new HashMap<>();
  private final Map<String, List<Flight>> flightsByWay = new HashMap<>();
  private final Map<String, List<Flight>> flightsByNumber = new HashMap<>();
  private final Map<String, Drive> drives = new HashMap<>();
  private final Set<String> destinations = new HashSet<>();
  private final String org;

  /**
   * @param gold of a TravelPlanner problem
   */
  ReferenceSandbox(JsonNode gold) {
    org = gold.path("org").asText();
    JsonNode covered = gold.path("covered");
    covered.path("restaurants").forEach(city -> restaurants.put(city.asText(), new ArrayList<>()));
    covered.path("attractions").forEach(city -> attractions.put(city.asText(), new ArrayList<>()));
    covered
        .path("accommodations")
        .forEach(city -> accommodations.put(city.asText(), new ArrayList<>()));
    covered.path("flights").forEach(way -> flightsByWay.put(way.asText(), new ArrayList<>()));
    for (JsonNode r : gold.path("restaurants")) {
      list(restaurants, r.path("city").asText())
          .add(
              new Restaurant(
                  r.path("name").asText(),
                  number(r.path("average cost")),
                  r.path("cuisines").asText()));
    }
    for (JsonNode a : gold.path("attractions")) {
      list(attractions, a.path("city").asText()).add(a.path("name").asText());
    }
    for (JsonNode a : gold.path("accommodations")) {
      list(accommodations, a.path("city").asText())
          .add(
              new Accommodation(
                  a.path("name").asText(),
                  number(a.path("price")),
                  a.path("room type").asText(),
                  a.path("house_rules").asText(),
                  number(a.path("minimum nights")).intValue(),
                  Math.max(1, number(a.path("maximum occupancy")).intValue())));
    }
    for (JsonNode f : gold.path("flights")) {
      Matcher date = DATE.matcher(f.path("flightdate").asText());
      Flight flight =
          new Flight(
              f.path("flight number").asText(),
              f.path("origincityname").asText(),
              f.path("destcityname").asText(),
              date.find() ? date.group() : "",
              number(f.path("price")));
      list(flightsByWay, way(flight.from(), flight.to())).add(flight);
      list(flightsByNumber, flight.number()).add(flight);
    }
    gold.path("ways").forEach(way -> addDrive(way.path("way").asText(), way.path("text").asText()));
    destinations.addAll(restaurants.keySet());
    destinations.addAll(attractions.keySet());
    destinations.addAll(accommodations.keySet());
    destinations.remove(org);
  }

  private void addDrive(String description, String text) {
    Optional<Route> route = Route.in(description);
    if (route.isEmpty()) {
      return;
    }
    boolean taxi = description.startsWith("Taxi");
    Matcher cost = COST.matcher(text);
    Drive drive = new Drive(cost.find() ? new BigDecimal(cost.group(1)) : null);
    drives.put(taxi + way(route.get().from(), route.get().to()), drive);
  }

  private static <T> List<T> list(Map<String, List<T>> lists, String key) {
    return lists.computeIfAbsent(key, k -> new ArrayList<>());
  }

  /** The key under which the gold says that flights of a way are listed. */
  static String way(String from, String to) {
    return "from " + from + " to " + to;
  }

  private static BigDecimal number(JsonNode value) {
    return number(value.asText("").strip());
  }

  static BigDecimal number(String digits) {
    return digits.matches("\\d{1,9}(\\.\\d{1,9})?") ? new BigDecimal(digits) : BigDecimal.ZERO;
  }

  @Override
  public Optional<List<Flight>> flights(String from, String to) {
    return Optional.ofNullable(flightsByWay.get(way(from, to)));
  }

  @Override
  public Optional<List<Flight>> flights(String number) {
    return Optional.ofNullable(flightsByNumber.get(number));
  }

  @Override
  public Optional<Drive> drive(String from, String to, boolean taxi) {
    return Optional.ofNullable(drives.get(taxi + way(from, to)));
  }

  @Override
  public Optional<List<Restaurant>> restaurants(String city) {
    return Optional.ofNullable(restaurants.get(city));
  }

  @Override
  public Optional<List<String>> attractions(String city) {
    return Optional.ofNullable(attractions.get(city));
  }

  @Override
  public Optional<List<Accommodation>> accommodations(String city) {
    return Optional.ofNullable(accommodations.get(city));
  }

  @Override
  public Optional<Boolean> isCity(String name) {
    return name.equals(org) || destinations.contains(name) ? Optional.of(true) : Optional.empty();
  }

  @Override
  public Optional<Boolean> isInDestination(String city, String destination) {
    return destinations.contains(city) ? Optional.of(true) : Optional.empty();
  }
}
