package org.econspark.benchmark.travel;

import static org.econspark.benchmark.travel.CommonsenseRules.shortened;

import java.math.BigDecimal;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import org.econspark.benchmark.travel.Lookups.Transport;
import org.econspark.benchmark.travel.Sandbox.Accommodation;
import org.econspark.benchmark.travel.Sandbox.Flight;
import org.econspark.benchmark.travel.Sandbox.Restaurant;

/**
 * The five hard constraints on one plan that is complete and from the sandbox. Prices: flights and
 * meals by person, rooms by their occupancy, a car for five, a taxi for four.
 */
final class HardRules {
  private static final int CAR_SEATS = 5;
  private static final int TAXI_SEATS = 4;
  private static final String PARTIES = "parties";

  private final TravelQuery query;
  private final Lookups lookups;
  private final TravelMode mode;
  private final List<TravelDay> days;

  HardRules(TravelQuery query, TravelPlan plan, Sandbox sandbox, TravelMode mode) {
    this.query = query;
    this.lookups = new Lookups(sandbox, mode);
    this.mode = mode;
    this.days = plan.first(query.days() == null ? plan.days().size() : query.days());
  }

  /** What a trip costs at least, and what it costs nobody knows for lack of data. */
  private static final class Bill {
    private BigDecimal total = BigDecimal.ZERO;
    private String unknown;

    void add(BigDecimal price, int times) {
      total = total.add(price.multiply(BigDecimal.valueOf(times)));
    }

    void unknown(String what) {
      unknown = unknown == null ? what : unknown;
    }
  }

  Judgement budget() {
    if (query.budget() == null || query.people() == null) {
      return Judgement.notJudgeable("the query's budget or number of people is not known");
    }
    Bill bill = new Bill();
    for (TravelDay day : days) {
      payTransport(day, bill);
      for (String meal : TravelDay.MEALS) {
        payMeal(day.text(meal), bill);
      }
      payAccommodation(day.text(TravelDay.ACCOMMODATION), bill);
    }
    if (bill.total.compareTo(BigDecimal.valueOf(query.budget())) > 0) {
      return Judgement.fail(
          "costs %s%s, the budget is %d"
              .formatted(
                  bill.unknown == null ? "" : "at least ",
                  bill.total.stripTrailingZeros().toPlainString(),
                  query.budget()));
    }
    return bill.unknown == null ? Judgement.pass() : Judgement.notJudgeable(bill.unknown);
  }

  private void payTransport(TravelDay day, Bill bill) {
    String text = day.text(TravelDay.TRANSPORTATION);
    Optional<Route> route = Lookups.route(day);
    if (TravelDay.isNothing(text) || route.isEmpty()) {
      return;
    }
    if (Lookups.isFlight(text)) {
      Optional<List<Flight>> flights =
          Lookups.flightNumber(text).flatMap(number -> lookups.sandbox().flights(number));
      if (flights.isEmpty()) {
        bill.unknown("the price of flight '" + shortened(text) + "' is not in the data");
      } else if (!flights.get().isEmpty()) {
        bill.add(flights.get().get(0).price(), query.people());
      }
      return;
    }
    String lower = text.toLowerCase(Locale.ROOT);
    boolean car = lower.contains("self-driving");
    if (car || lower.contains("taxi")) {
      var drive = lookups.drive(route.get(), !car);
      if (drive.isEmpty()) {
        bill.unknown("the price of '" + shortened(text) + "' is not in the data");
      } else if (drive.get().cost() != null) {
        bill.add(drive.get().cost(), groups(car ? CAR_SEATS : TAXI_SEATS));
      }
    }
  }

  private void payMeal(String text, Bill bill) {
    if (TravelDay.isNothing(text)) {
      return;
    }
    Optional<List<Restaurant>> found = lookups.restaurants(text);
    if (found.isEmpty()) {
      bill.unknown("the price of '" + shortened(text) + "' is not in the data");
    } else if (!found.get().isEmpty()) {
      bill.add(found.get().get(0).cost(), query.people());
    }
  }

  private void payAccommodation(String text, Bill bill) {
    if (TravelDay.isNothing(text)) {
      return;
    }
    Optional<List<Accommodation>> found = lookups.accommodations(text);
    if (found.isEmpty()) {
      bill.unknown("the price of '" + shortened(text) + "' is not in the data");
    } else if (!found.get().isEmpty()) {
      Accommodation room = found.get().get(0);
      bill.add(room.price(), groups(room.maximumOccupancy()));
    }
  }

  private int groups(int size) {
    return (query.people() + size - 1) / size;
  }

  Judgement roomRule() {
    String rule = asked(c -> c.houseRule());
    if (rule == null) {
      return unasked();
    }
    if (!mode.isStrict() && rule.equals(PARTIES)) {
      // The published code compares with 'parities', so this rule never fails.
      return Judgement.pass();
    }
    return everyRoom(
        room -> !room.houseRules().toLowerCase(Locale.ROOT).contains("no " + rule),
        "forbids " + rule);
  }

  Judgement roomType() {
    String type = asked(c -> c.roomType());
    return type == null
        ? unasked()
        : everyRoom(room -> isOfType(room.roomType(), type), "is not of type " + type);
  }

  private static boolean isOfType(String actual, String asked) {
    return switch (asked) {
      case "entire room" -> actual.equals("Entire home/apt");
      case "private room" -> actual.equals("Private room");
      case "shared room" -> actual.equals("Shared room");
      case "not shared room" -> !actual.equals("Shared room");
      default -> true;
    };
  }

  private Judgement everyRoom(Predicate<Accommodation> holds, String broken) {
    String missing = null;
    for (TravelDay day : days) {
      String text = day.text(TravelDay.ACCOMMODATION);
      if (TravelDay.isNothing(text)) {
        continue;
      }
      Optional<List<Accommodation>> found = lookups.accommodations(text);
      if (found.isEmpty()) {
        missing = "no accommodations of '" + shortened(Place.of(text).city()) + "' in the data";
      } else if (!found.get().isEmpty() && !holds.test(found.get().get(0))) {
        return Judgement.fail("'" + shortened(text) + "' " + broken);
      }
    }
    return missing == null ? Judgement.pass() : Judgement.notJudgeable(missing);
  }

  Judgement cuisine() {
    if (query.constraints() == null) {
      return unasked();
    }
    List<String> wanted = query.constraints().cuisines();
    if (wanted.isEmpty()) {
      return Judgement.notAsked();
    }
    Set<String> served = new HashSet<>();
    String missing = null;
    for (TravelDay day : days) {
      for (String meal : TravelDay.MEALS) {
        String text = day.text(meal);
        if (TravelDay.isNothing(text)) {
          continue;
        }
        if (Place.of(text).city().equals(query.org())) {
          if (mode.isStrict()) {
            continue;
          }
          break;
        }
        Optional<List<Restaurant>> found = lookups.restaurants(text);
        if (found.isEmpty()) {
          missing = "no restaurants of '" + shortened(Place.of(text).city()) + "' in the data";
        } else if (!found.get().isEmpty()) {
          String cuisines = found.get().get(0).cuisines();
          wanted.stream().filter(cuisines::contains).forEach(served::add);
        }
      }
    }
    Optional<String> open =
        wanted.stream().filter(cuisine -> !served.contains(cuisine)).findFirst();
    if (open.isEmpty()) {
      return Judgement.pass();
    }
    return missing == null
        ? Judgement.fail("no " + open.get() + " restaurant")
        : Judgement.notJudgeable(missing);
  }

  Judgement transportation() {
    String rule = asked(c -> c.transportation());
    if (rule == null) {
      return unasked();
    }
    for (int i = 0; i < days.size(); i++) {
      String text = days.get(i).text(TravelDay.TRANSPORTATION);
      if (!TravelDay.isNothing(text) && isForbidden(text, rule)) {
        return Judgement.fail("day %d: '%s' is not kept".formatted(i + 1, rule));
      }
    }
    return Judgement.pass();
  }

  private boolean isForbidden(String text, String rule) {
    if (mode.isStrict()) {
      Transport kind = Transport.of(text);
      return (rule.equals("no flight") && kind == Transport.FLIGHT)
          || (rule.equals("no self-driving") && kind == Transport.SELF_DRIVING);
    }
    return (rule.equals("no flight") && text.contains("Flight"))
        || (rule.equals("no self-driving") && text.contains("Self-driving"));
  }

  private String asked(Function<TravelQuery.Constraints, String> constraint) {
    return query.constraints() == null ? null : constraint.apply(query.constraints());
  }

  private Judgement unasked() {
    return query.constraints() == null
        ? Judgement.notJudgeable("the query's constraints are not known")
        : Judgement.notAsked();
  }
}
