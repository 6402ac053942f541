package org.econspark.benchmark.miniature;

import java.util.ArrayList;
import java.util.List;
import org.econspark.benchmark.miniature.TripFacts.Stay;

/** The choices of cities that a trip leaves open, and their sums. */
final class TripChoices {
  private TripChoices() {}

  /** All sets of the asked number of cities with the required one, in the order on offer. */
  static List<List<Stay>> of(TripFacts trip) {
    List<List<Stay>> choices = new ArrayList<>();
    extend(trip, 0, new ArrayList<>(), choices);
    return choices;
  }

  private static void extend(
      TripFacts trip, int from, List<Stay> chosen, List<List<Stay>> choices) {
    if (chosen.size() == trip.cities()) {
      if (trip.required() == null
          || chosen.stream().anyMatch(stay -> stay.city().equals(trip.required()))) {
        choices.add(List.copyOf(chosen));
      }
      return;
    }
    for (int i = from; i < trip.stays().size(); i++) {
      chosen.add(trip.stays().get(i));
      extend(trip, i + 1, chosen, choices);
      chosen.remove(chosen.size() - 1);
    }
  }

  static int days(List<Stay> choice) {
    int days = 0;
    for (Stay stay : choice) {
      days += stay.days();
    }
    return days;
  }

  /** Euros. */
  static int cost(List<Stay> choice) {
    int cost = 0;
    for (Stay stay : choice) {
      cost += stay.cost();
    }
    return cost;
  }

  /** Whether days and cost of a choice meet the rules. */
  static boolean fits(TripFacts trip, List<Stay> choice) {
    return days(choice) == trip.days() && cost(choice) <= trip.budget();
  }
}
