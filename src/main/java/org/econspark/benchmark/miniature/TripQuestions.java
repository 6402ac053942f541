package org.econspark.benchmark.miniature;

import static org.econspark.benchmark.miniature.Vocabulary.chance;
import static org.econspark.benchmark.miniature.Vocabulary.pick;

import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import org.econspark.benchmark.miniature.TripFacts.Stay;
import org.econspark.benchmark.miniature.Vocabulary.Person;

/** Asks for a trip in many wordings; all facts of the trip stand in the text. */
final class TripQuestions {
  private static final List<String> NUMBERS = List.of("zero", "one", "two", "three", "four");

  private TripQuestions() {}

  static String question(RandomGenerator random, TripFacts trip) {
    String who = travellers(random);
    String opening = opening(random, trip, who);
    String offers = offers(random, trip.stays());
    String aside = chance(random, 0.3) ? aside(random) + " " : "";
    String rule = rule(random, trip);
    return random.nextBoolean()
        ? opening + " " + aside + offers + " " + rule
        : offers + " " + opening + " " + aside + rule;
  }

  /** Subject of the opening sentence, in the plural. */
  private static String travellers(RandomGenerator random) {
    Person first = pick(random, Vocabulary.PEOPLE);
    Person second = pick(random, Vocabulary.PEOPLE);
    while (second.equals(first)) {
      second = pick(random, Vocabulary.PEOPLE);
    }
    return switch (random.nextInt(5)) {
      case 0 -> first.name() + " and " + second.name();
      case 1 -> first.name() + " and " + first.his() + " friends";
      case 2 -> "The " + pick(random, "students", "neighbours", "cousins", "colleagues", "singers");
      case 3 -> first.name() + " and " + first.his() + " family";
      default -> "We";
    };
  }

  private static String opening(RandomGenerator random, TripFacts trip, String who) {
    int days = trip.days();
    int budget = trip.budget();
    return switch (random.nextInt(6)) {
      case 0 ->
          who
              + " want to travel for exactly "
              + days
              + " days and spend at most "
              + budget
              + " euros.";
      case 1 -> "Plan a trip of exactly " + days + " days with a budget of " + budget + " euros.";
      case 2 ->
          who
              + " have "
              + days
              + " days of holiday, all to be used, and "
              + budget
              + " euros to spend.";
      case 3 ->
          who
              + " plan a journey that lasts exactly "
              + days
              + " days. It must not cost more than "
              + budget
              + " euros.";
      case 4 ->
          "A tour has to fill exactly " + days + " days and may cost up to " + budget + " euros.";
      default ->
          who + " can pay " + budget + " euros in all and stay away for exactly " + days + " days.";
    };
  }

  private static String offers(RandomGenerator random, List<Stay> stays) {
    return switch (random.nextInt(5)) {
      case 0 -> "Options: " + joined(stays, ", ", "%s %d days %d euros") + ".";
      case 1 -> "On offer are " + joined(stays, ", ", "%s (%d days, %d euros)") + ".";
      case 2 -> "Stays: " + joined(stays, "; ", "%s: %d days, %d euros") + ".";
      case 3 -> joined(stays, " ", "%s takes %d days and costs %d euros.");
      default -> "One can book " + joined(stays, ", ", "%s for %d days at %d euros") + ".";
    };
  }

  private static String joined(List<Stay> stays, String separator, String pattern) {
    return stays.stream().map(stay -> filled(pattern, stay)).collect(Collectors.joining(separator));
  }

  private static String filled(String pattern, Stay stay) {
    String text =
        pattern
            .replace("%s", stay.city())
            .replaceFirst("%d", Integer.toString(stay.days()))
            .replaceFirst("%d", Integer.toString(stay.cost()));
    return stay.days() == 1 ? text.replace("1 days", "1 day") : text;
  }

  private static String aside(RandomGenerator random) {
    return pick(
        random,
        "They like museums.",
        "The weather should be fine.",
        "Travel between the cities is free.",
        "The order of the cities does not matter.",
        "Breakfast is included.",
        "Everybody has been saving for a year.");
  }

  private static String rule(RandomGenerator random, TripFacts trip) {
    String count = NUMBERS.get(trip.cities());
    String required = trip.required();
    String visit =
        switch (random.nextInt(4)) {
          case 0 -> "Visit exactly " + count + " cities";
          case 1 -> "Exactly " + count + " different cities are to be visited";
          case 2 -> "The trip goes to exactly " + count + " of these cities";
          default -> "Choose exactly " + count + " cities";
        };
    String including =
        required == null
            ? ""
            : switch (random.nextInt(3)) {
              case 0 -> ", including " + required;
              case 1 -> ", one of them " + required;
              default -> ", and " + required + " must be among them";
            };
    return visit
        + including
        + ". "
        + pick(random, "Which cities?", "Which ones fit?", "Name the cities.", "Where to go?");
  }
}
