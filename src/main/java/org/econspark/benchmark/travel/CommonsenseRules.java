package org.econspark.benchmark.travel;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.econspark.benchmark.travel.Lookups.Transport;
import org.econspark.benchmark.travel.Sandbox.Accommodation;
import org.econspark.benchmark.travel.Sandbox.Drive;

/**
 * The eight commonsense constraints on one plan. Only the asked number of days is looked at. What
 * the published code does is the mode {@link TravelMode#OFFICIAL}; {@link TravelMode} lists where
 * {@link TravelMode#STRICT} differs.
 */
final class CommonsenseRules {
  private static final String DASH = "-";

  private final TravelQuery query;
  private final TravelPlan plan;
  private final Lookups lookups;
  private final TravelMode mode;
  private final List<TravelDay> days;

  CommonsenseRules(TravelQuery query, TravelPlan plan, Sandbox sandbox, TravelMode mode) {
    this.query = query;
    this.plan = plan;
    this.lookups = new Lookups(sandbox, mode);
    this.mode = mode;
    this.days = plan.first(query.days() == null ? plan.days().size() : query.days());
  }

  /** A finding that ends a walk over the days, or none: the constraint holds so far. */
  private static final class Findings {
    private String missing;

    /** Remembers that something could not be looked up; a failure found later still decides. */
    void unknown(String what) {
      missing = missing == null ? what : missing;
    }

    Judgement end() {
      return missing == null ? Judgement.pass() : Judgement.notJudgeable(missing);
    }
  }

  Judgement withinSandbox() {
    Findings findings = new Findings();
    for (int i = 0; i < days.size(); i++) {
      TravelDay day = days.get(i);
      Optional<String> broken =
          transportInSandbox(day, i, findings)
              .or(() -> mealsInSandbox(day, findings))
              .or(() -> attractionsInSandbox(day, findings))
              .or(() -> accommodationInSandbox(day, findings));
      if (broken.isPresent()) {
        return Judgement.fail("day " + (i + 1) + ": " + broken.get());
      }
    }
    return findings.end();
  }

  private Optional<String> transportInSandbox(TravelDay day, int index, Findings findings) {
    String text = day.text(TravelDay.TRANSPORTATION);
    if (TravelDay.isNothing(text)) {
      return Optional.empty();
    }
    Optional<Route> route = Lookups.route(day);
    if (Lookups.isFlight(text)) {
      Optional<String> number = Lookups.flightNumber(text);
      if (number.isEmpty() || route.isEmpty()) {
        return Optional.of("the flight cannot be read");
      }
      var flights = lookups.flights(number.get(), route.get(), date(index));
      if (flights.isEmpty()) {
        findings.unknown("no flights " + shown(route.get()) + " in the data");
      }
      return flights.isPresent() && flights.get().isEmpty()
          ? Optional.of("there is no flight " + shortened(number.get()) + " " + shown(route.get()))
          : Optional.empty();
    }
    Transport kind = Transport.of(text);
    boolean taxi =
        kind == Transport.TAXI && !text.toLowerCase(Locale.ROOT).contains("self-driving");
    if (kind != Transport.SELF_DRIVING && kind != Transport.TAXI) {
      return Optional.empty();
    }
    if (route.isEmpty()) {
      return Optional.of("the way of the " + (taxi ? "taxi" : "car") + " cannot be read");
    }
    Optional<Drive> drive = lookups.drive(route.get(), taxi);
    if (drive.isEmpty()) {
      findings.unknown("no ways " + shown(route.get()) + " in the data");
    }
    return drive.isPresent() && drive.get().cost() == null
        ? Optional.of("there is no way " + shown(route.get()))
        : Optional.empty();
  }

  private String date(int index) {
    return index < query.dates().size() ? query.dates().get(index) : "";
  }

  private Optional<String> mealsInSandbox(TravelDay day, Findings findings) {
    for (String meal : TravelDay.MEALS) {
      if (day.names(meal)) {
        Optional<String> broken =
            found(day.text(meal), lookups.restaurants(day.text(meal)), "restaurant", findings);
        if (broken.isPresent()) {
          return broken;
        }
      }
    }
    return Optional.empty();
  }

  private Optional<String> attractionsInSandbox(TravelDay day, Findings findings) {
    for (String attraction : day.attractions(mode.isStrict())) {
      Optional<String> broken =
          found(attraction, lookups.attractions(attraction), "attraction", findings);
      if (broken.isPresent()) {
        return broken;
      }
    }
    return Optional.empty();
  }

  private Optional<String> accommodationInSandbox(TravelDay day, Findings findings) {
    String text = day.text(TravelDay.ACCOMMODATION);
    return TravelDay.isNothing(text)
        ? Optional.empty()
        : found(text, lookups.accommodations(text), "accommodation", findings);
  }

  private static Optional<String> found(
      String text, Optional<? extends List<?>> found, String kind, Findings findings) {
    if (found.isEmpty()) {
      findings.unknown(
          "no " + kind + "s of '" + shortened(Place.of(text).city()) + "' in the data");
      return Optional.empty();
    }
    return found.get().isEmpty()
        ? Optional.of("there is no " + kind + " '" + shortened(text) + "'")
        : Optional.empty();
  }

  Judgement completeInformation() {
    if (query.days() == null || query.cities() == null) {
      return Judgement.notJudgeable("the query's days or number of cities are not known");
    }
    int asked = query.days();
    long filled =
        mode.isStrict() ? plan.filledDays() : days.stream().filter(TravelDay::isFilled).count();
    if (filled != asked) {
      return Judgement.fail("%d days instead of %d".formatted(filled, asked));
    }
    Optional<String> cities = wrongCities();
    if (cities.isPresent()) {
      return Judgement.fail(cities.get());
    }
    int values = 0;
    for (int i = 0; i < asked; i++) {
      Optional<String> missing = missing(days.get(i), i == asked - 1);
      if (missing.isPresent()) {
        return Judgement.fail("day " + (i + 1) + ": " + missing.get());
      }
      values += values(days.get(i));
    }
    return 2 * values < TravelDay.ITEMS.size() * asked
        ? Judgement.fail("less than half is filled in")
        : Judgement.pass();
  }

  private int values(TravelDay day) {
    return (int)
        (mode.isStrict()
            ? TravelDay.ITEMS.stream().filter(day::names).count()
            : day.fields().values().stream().filter(value -> !TravelDay.isNothing(value)).count());
  }

  private Optional<String> wrongCities() {
    Set<String> cities = new LinkedHashSet<>();
    for (int i = 0; i < days.size(); i++) {
      String current = days.get(i).currentCity();
      if (Route.isWay(current)) {
        Optional<Route> route = Route.in(current);
        if (route.isEmpty()) {
          return Optional.of("day " + (i + 1) + ": the current city cannot be read");
        }
        if (i == 0 && query.org() != null && !route.get().from().equals(query.org())) {
          return Optional.of("the trip does not start in " + query.org());
        }
        cities.add(route.get().from());
        cities.add(route.get().to());
      } else {
        cities.add(Place.withoutParenthesis(current));
      }
    }
    cities.remove(query.org());
    return cities.size() == query.cities()
        ? Optional.empty()
        : Optional.of("%d cities instead of %d".formatted(cities.size(), query.cities()));
  }

  private static Optional<String> missing(TravelDay day, boolean last) {
    for (String item : TravelDay.ITEMS) {
      if (!day.has(item)) {
        return Optional.of("there is no item '" + item + "'");
      }
    }
    String city = day.currentCity();
    boolean travels = city.contains("from ");
    if ((travels || city.contains("to ")) && !day.names(TravelDay.TRANSPORTATION)) {
      return Optional.of("no transportation on a travel day");
    }
    if (!travels && !city.contains(" to ") && !day.names(TravelDay.ATTRACTION)) {
      return Optional.of("no attraction on a day without travel");
    }
    if (!last && !day.names(TravelDay.ACCOMMODATION)) {
      return Optional.of("no accommodation");
    }
    boolean meals = TravelDay.MEALS.stream().allMatch(day::names);
    return !meals && !travels ? Optional.of("a meal is missing") : Optional.empty();
  }

  Judgement withinCurrentCity() {
    for (int i = 0; i < days.size(); i++) {
      TravelDay day = days.get(i);
      List<String> cities = citiesOf(day);
      if (cities.isEmpty()) {
        return Judgement.fail("day " + (i + 1) + ": the current city cannot be read");
      }
      Optional<String> outside =
          mode.isStrict() ? outsideStrictly(day, cities) : outsideOfficially(day, cities);
      if (outside.isPresent()) {
        return Judgement.fail(
            "day %d: the %s is not in %s"
                .formatted(i + 1, outside.get(), String.join(" or ", citiesForPeople(day))));
      }
    }
    return Judgement.pass();
  }

  /** The cities of a day; of one city without travel its letters, as the published code has it. */
  private List<String> citiesOf(TravelDay day) {
    String current = day.currentCity();
    if (Route.isWay(current)) {
      return Route.in(current).map(r -> List.of(r.from(), r.to())).orElse(List.of());
    }
    String city = Place.withoutParenthesis(current);
    if (city.isEmpty()) {
      return List.of();
    }
    return mode.isStrict() ? List.of(city.strip()) : List.of(city.split("(?<=.)", 0));
  }

  private List<String> citiesForPeople(TravelDay day) {
    return Route.in(day.currentCity())
        .map(r -> List.of(r.from(), r.to()))
        .orElse(List.of(shortened(day.currentCity())));
  }

  private static Optional<String> outsideOfficially(TravelDay day, List<String> cities) {
    String transport = day.text(TravelDay.TRANSPORTATION);
    if (!TravelDay.isNothing(transport) && !cities.stream().allMatch(transport::contains)) {
      return Optional.of("transportation");
    }
    for (String meal : TravelDay.MEALS) {
      String text = day.text(meal);
      if (!TravelDay.isNothing(text) && cities.stream().noneMatch(text::contains)) {
        return Optional.of(meal);
      }
    }
    for (String attraction : day.attractions(false)) {
      if (cities.stream().noneMatch(attraction::contains)) {
        return Optional.of("attraction");
      }
    }
    String accommodation = day.text(TravelDay.ACCOMMODATION);
    boolean lodged =
        TravelDay.isNothing(accommodation) || accommodation.contains(cities.get(cities.size() - 1));
    return lodged ? Optional.empty() : Optional.of("accommodation");
  }

  private static Optional<String> outsideStrictly(TravelDay day, List<String> cities) {
    Optional<Route> route = Route.in(day.text(TravelDay.TRANSPORTATION));
    if (route.isPresent() && !cities.containsAll(List.of(route.get().from(), route.get().to()))) {
      return Optional.of("transportation");
    }
    for (String meal : TravelDay.MEALS) {
      if (day.names(meal) && !cities.contains(Place.of(day.text(meal)).city())) {
        return Optional.of(meal);
      }
    }
    for (String attraction : day.attractions(true)) {
      if (!cities.contains(Place.of(attraction).city())) {
        return Optional.of("attraction");
      }
    }
    String last = cities.get(cities.size() - 1);
    boolean lodged =
        !day.names(TravelDay.ACCOMMODATION)
            || Place.of(day.text(TravelDay.ACCOMMODATION)).city().equals(last);
    return lodged ? Optional.empty() : Optional.of("accommodation");
  }

  Judgement reasonableCityRoute() {
    if (query.org() == null) {
      return Judgement.notJudgeable("the start city is not known");
    }
    List<String> route = new ArrayList<>();
    for (int i = 0; i < days.size(); i++) {
      String current = days.get(i).currentCity();
      if (!Route.isWay(current)) {
        route.add(Place.withoutParenthesis(current));
        continue;
      }
      Optional<Route> way = Route.in(current);
      if (way.isEmpty()) {
        return Judgement.fail("day " + (i + 1) + ": the current city cannot be read");
      }
      if (i == 0 && !way.get().from().equals(query.org())) {
        return Judgement.fail("the trip does not start in " + query.org());
      }
      route.add(way.get().from());
      route.add(way.get().to());
    }
    if (route.isEmpty() || (mode.isStrict() && !route.get(0).equals(query.org()))) {
      return Judgement.fail("the trip does not start in " + query.org());
    }
    if (!route.get(0).equals(route.get(route.size() - 1))) {
      return Judgement.fail("the trip does not end where it began");
    }
    return visitsInOneStretch(route)
        ? knownCities(route)
        : Judgement.fail("a city is visited twice or only passed through");
  }

  /** Every city but the ends is visited once, for more than a mention in passing. */
  private static boolean visitsInOneStretch(List<String> route) {
    if (route.size() < 3) {
      return false;
    }
    Set<String> visited = new HashSet<>();
    int i = 0;
    while (i < route.size()) {
      String city = route.get(i);
      if (visited.contains(city) && i != 0 && i != route.size() - 1) {
        return false;
      }
      int start = i;
      while (i < route.size() && route.get(i).equals(city)) {
        i++;
      }
      boolean inside = i - 1 > 0 && i - 1 < route.size() - 1;
      if (i - start == 1 && inside) {
        return false;
      }
      visited.add(city);
    }
    return true;
  }

  private Judgement knownCities(List<String> route) {
    Findings findings = new Findings();
    if (query.days() == null) {
      findings.unknown("the query's days are not known");
    }
    boolean state = query.days() != null && query.days() > 3;
    for (int i = 0; i < route.size(); i++) {
      String city = route.get(i);
      Optional<Boolean> known = lookups.sandbox().isCity(city);
      if (known.isPresent() && !known.get()) {
        return Judgement.fail("'" + shortened(city) + "' is no known city");
      }
      if (known.isEmpty()) {
        findings.unknown("nothing is known of '" + shortened(city) + "'");
      }
      if (state && i > 0 && i < route.size() - 1) {
        Optional<Boolean> inside = lookups.sandbox().isInDestination(city, query.dest());
        if (inside.isPresent() && !inside.get()) {
          return Judgement.fail("'" + shortened(city) + "' is not in " + query.dest());
        }
        if (inside.isEmpty()) {
          findings.unknown("the state of '" + shortened(city) + "' is not known");
        }
      }
    }
    return findings.end();
  }

  Judgement diverseRestaurants() {
    Set<String> seen = new HashSet<>();
    for (int i = 0; i < days.size(); i++) {
      for (String meal : TravelDay.MEALS) {
        String text = days.get(i).text(meal);
        if (!TravelDay.isNothing(text) && !seen.add(mode.isStrict() ? key(text) : text)) {
          return Judgement.fail(
              "day %d: '%s' for the second time".formatted(i + 1, shortened(text)));
        }
      }
    }
    return Judgement.pass();
  }

  Judgement diverseAttractions() {
    Set<String> seen = new HashSet<>();
    for (int i = 0; i < days.size(); i++) {
      for (String attraction : days.get(i).attractions(mode.isStrict())) {
        if (!seen.add(mode.isStrict() ? key(attraction) : attraction)) {
          return Judgement.fail(
              "day %d: '%s' for the second time".formatted(i + 1, shortened(attraction)));
        }
      }
    }
    return Judgement.pass();
  }

  private static String key(String text) {
    Place place = Place.of(text);
    return place.name().equals(DASH)
        ? text.strip().toLowerCase(Locale.ROOT)
        : (place.name() + "," + place.city()).toLowerCase(Locale.ROOT);
  }

  Judgement nonConflictingTransportation() {
    if (days.isEmpty() || !days.get(0).names(TravelDay.TRANSPORTATION)) {
      return Judgement.fail("day 1 has no transportation");
    }
    Set<Transport> kinds = new HashSet<>();
    for (TravelDay day : days) {
      if (day.names(TravelDay.TRANSPORTATION)) {
        kinds.add(Transport.of(day.text(TravelDay.TRANSPORTATION)));
      }
    }
    boolean conflict =
        kinds.contains(Transport.SELF_DRIVING)
            && (kinds.contains(Transport.FLIGHT) || kinds.contains(Transport.TAXI));
    return conflict
        ? Judgement.fail("self-driving is mixed with flights or taxis")
        : Judgement.pass();
  }

  Judgement minimumNightsStay() {
    Findings findings = new Findings();
    int i = 0;
    while (i < days.size()) {
      TravelDay day = days.get(i);
      if (!day.has(TravelDay.ACCOMMODATION)) {
        return Judgement.fail("day " + (i + 1) + ": there is no item 'accommodation'");
      }
      String stay = day.text(TravelDay.ACCOMMODATION);
      int nights = 0;
      while (i < days.size()
          && days.get(i).has(TravelDay.ACCOMMODATION)
          && days.get(i).text(TravelDay.ACCOMMODATION).equals(stay)) {
        nights++;
        i++;
      }
      if (TravelDay.isNothing(stay)) {
        continue;
      }
      Optional<List<Accommodation>> found = lookups.accommodations(stay);
      if (found.isEmpty()) {
        findings.unknown(
            "no accommodations of '" + shortened(Place.of(stay).city()) + "' in the data");
      } else if (found.get().size() == 1 && nights < found.get().get(0).minimumNights()) {
        return Judgement.fail(
            "%d nights in '%s', which asks for %d"
                .formatted(nights, shortened(stay), found.get().get(0).minimumNights()));
      }
    }
    return findings.end();
  }

  private static String shown(Route route) {
    return "from " + shortened(route.from()) + " to " + shortened(route.to());
  }

  static String shortened(String text) {
    return text.length() <= 40 ? text : text.substring(0, 40) + "\u2026";
  }
}
