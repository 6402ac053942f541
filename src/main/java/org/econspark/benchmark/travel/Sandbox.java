package org.econspark.benchmark.travel;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/**
 * What exists. Every answer is empty where the data at hand do not tell, which differs from an
 * empty list: nothing of the kind is there.
 */
interface Sandbox {
  /**
   * @param date such as {@code 2022-03-16}, empty where not known
   */
  record Flight(String number, String from, String to, String date, BigDecimal price) {}

  record Restaurant(String name, BigDecimal cost, String cuisines) {}

  record Accommodation(
      String name,
      BigDecimal price,
      String roomType,
      String houseRules,
      int minimumNights,
      int maximumOccupancy) {}

  /**
   * A way by car.
   *
   * @param cost in dollars of one car; null where there is no such way
   */
  record Drive(BigDecimal cost) {}

  /** All flights between two cities. */
  Optional<List<Flight>> flights(String from, String to);

  /** All flights of a number. */
  Optional<List<Flight>> flights(String number);

  Optional<Drive> drive(String from, String to, boolean taxi);

  Optional<List<Restaurant>> restaurants(String city);

  /** Names. */
  Optional<List<String>> attractions(String city);

  Optional<List<Accommodation>> accommodations(String city);

  /** Whether a city of that name is known. */
  Optional<Boolean> isCity(String name);

  /** Whether a city lies in the destination of the query, a state. */
  Optional<Boolean> isInDestination(String city, String destination);

  /** This one, and another for what this one cannot tell. */
  default Sandbox or(Sandbox other) {
    Sandbox first = this;
    return new Sandbox() {
      @Override
      public Optional<List<Flight>> flights(String from, String to) {
        return first.flights(from, to).or(() -> other.flights(from, to));
      }

      @Override
      public Optional<List<Flight>> flights(String number) {
        return first.flights(number).or(() -> other.flights(number));
      }

      @Override
      public Optional<Drive> drive(String from, String to, boolean taxi) {
        return first.drive(from, to, taxi).or(() -> other.drive(from, to, taxi));
      }

      @Override
      public Optional<List<Restaurant>> restaurants(String city) {
        return first.restaurants(city).or(() -> other.restaurants(city));
      }

      @Override
      public Optional<List<String>> attractions(String city) {
        return first.attractions(city).or(() -> other.attractions(city));
      }

      @Override
      public Optional<List<Accommodation>> accommodations(String city) {
        return first.accommodations(city).or(() -> other.accommodations(city));
      }

      @Override
      public Optional<Boolean> isCity(String name) {
        return first.isCity(name).or(() -> other.isCity(name));
      }

      @Override
      public Optional<Boolean> isInDestination(String city, String destination) {
        return first
            .isInDestination(city, destination)
            .or(() -> other.isInDestination(city, destination));
      }
    };
  }
}
