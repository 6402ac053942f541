package org.econspark.benchmark.travel;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import org.econspark.benchmark.travel.Sandbox.Accommodation;
import org.econspark.benchmark.travel.Sandbox.Drive;
import org.econspark.benchmark.travel.Sandbox.Flight;
import org.econspark.benchmark.travel.Sandbox.Restaurant;

/**
 * Finds what a plan names in the sandbox, by the names' rule of the mode. Empty means that the data
 * do not tell.
 */
record Lookups(Sandbox sandbox, TravelMode mode) {
  Optional<List<Restaurant>> restaurants(String text) {
    Place place = Place.of(text);
    return sandbox.restaurants(place.city()).map(all -> named(all, Restaurant::name, place.name()));
  }

  Optional<List<String>> attractions(String text) {
    Place place = Place.of(text);
    return sandbox
        .attractions(place.city())
        .map(all -> named(all, Function.identity(), place.name()));
  }

  Optional<List<Accommodation>> accommodations(String text) {
    Place place = Place.of(text);
    return sandbox
        .accommodations(place.city())
        .map(all -> named(all, Accommodation::name, place.name()));
  }

  private <T> List<T> named(List<T> all, Function<T, String> name, String wanted) {
    return all.stream()
        .filter(
            entry ->
                mode.isStrict()
                    ? name.apply(entry).strip().equalsIgnoreCase(wanted)
                    : name.apply(entry).contains(wanted))
        .toList();
  }

  /** The way that a day's transportation takes: what it says itself, or else the current city. */
  static Optional<Route> route(TravelDay day) {
    return Route.in(day.text(TravelDay.TRANSPORTATION)).or(() -> Route.in(day.currentCity()));
  }

  /**
   * Flights of that number on that way.
   *
   * @param date of the day, empty where not known
   */
  Optional<List<Flight>> flights(String number, Route route, String date) {
    return sandbox
        .flights(route.from(), route.to())
        .map(
            all ->
                all.stream()
                    .filter(flight -> flight.number().equals(number))
                    .filter(
                        flight ->
                            !mode.isStrict()
                                || date.isEmpty()
                                || flight.date().isEmpty()
                                || flight.date().equals(date))
                    .toList());
  }

  Optional<Drive> drive(Route route, boolean taxi) {
    return sandbox.drive(route.from(), route.to(), taxi);
  }

  /** A kind of transport, as the published code tells them apart. */
  enum Transport {
    TAXI,
    SELF_DRIVING,
    FLIGHT,
    OTHER;

    static Transport of(String text) {
      String lower = text.toLowerCase(Locale.ROOT);
      if (lower.contains("taxi")) {
        return TAXI;
      }
      if (lower.contains("self-driving")) {
        return SELF_DRIVING;
      }
      return lower.contains("flight") ? FLIGHT : OTHER;
    }
  }

  /** The flight number that a text names, empty where it names none. */
  static Optional<String> flightNumber(String text) {
    String label = "Flight Number: ";
    int at = text.indexOf(label);
    if (at < 0) {
      return Optional.empty();
    }
    String rest = text.substring(at + label.length());
    int comma = rest.indexOf(',');
    return Optional.of(comma < 0 ? rest : rest.substring(0, comma));
  }

  /** True if a text is read as a flight when it is looked up. */
  static boolean isFlight(String text) {
    return text.toLowerCase(Locale.ROOT).contains("flight number");
  }
}
