package org.econspark.benchmark.miniature;

import static org.econspark.benchmark.miniature.Vocabulary.between;
import static org.econspark.benchmark.miniature.Vocabulary.chance;
import static org.econspark.benchmark.miniature.Vocabulary.pick;
import static org.econspark.benchmark.miniature.Vocabulary.sample;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.econspark.benchmark.miniature.TripFacts.Stay;

/**
 * Small trips under constraints, the miniature of TravelPlanner: choose cities whose days add up to
 * the length of the trip and whose cost stays within the budget. Several choices may be right.
 */
public final class TripPlans {
  private static final List<String> CITIES =
      List.copyOf(
          Vocabulary.words(
              "Rome Paris Oslo Lima Cairo Delhi Tokyo Quito Milan Porto Dublin Vienna Prague Berlin"
                  + " Madrid Athens Lisbon Boston Seoul Hanoi Krakow Geneva Naples Bergen Seville"
                  + " Lyon Ghent Turin Malaga Zurich Riga Vilnius Basel Bruges Cork Genoa Verona"
                  + " Pisa Nice Split Bergamo Bilbao Toledo Graz Linz"));

  private static final List<Structure> STRUCTURES =
      List.of(
          structure("two-cities", false, 1, new Shape(2, 5, 7, false, false)),
          structure("two-with-required", false, 0.8, new Shape(2, 6, 8, true, false)),
          structure("three-cities", false, 1.2, new Shape(3, 5, 7, false, false)),
          structure("three-with-required", false, 1.2, new Shape(3, 5, 7, true, false)),
          structure("tight-budget", false, 1, new Shape(3, 5, 6, false, true)),
          structure("four-cities", true, 0.6, new Shape(4, 6, 6, false, false)));

  private TripPlans() {}

  /** All structures, one of them held out of training text. */
  public static List<Structure> structures() {
    return STRUCTURES;
  }

  /**
   * What a structure fixes.
   *
   * @param visit cities to visit
   * @param fewest cities on offer, at least
   * @param most cities on offer, at most
   * @param required whether one city must be visited
   * @param tight whether right days and too high a cost meet in some choice
   */
  private record Shape(int visit, int fewest, int most, boolean required, boolean tight) {}

  private static Structure structure(String name, boolean heldOut, double weight, Shape shape) {
    return Task.structure(
        Family.TRAVELPLANNER, name, heldOut, weight, random -> task(random, shape));
  }

  private static Task task(RandomGenerator random, Shape shape) {
    while (true) {
      TripFacts trip = trip(random, shape);
      List<List<Stay>> choices = TripChoices.of(trip);
      List<List<Stay>> right =
          choices.stream().filter(choice -> TripChoices.fits(trip, choice)).toList();
      boolean overBudget =
          choices.stream()
              .anyMatch(
                  choice ->
                      TripChoices.days(choice) == trip.days()
                          && TripChoices.cost(choice) > trip.budget());
      if (right.isEmpty()
          || right.size() * 5 > choices.size() + 5
          || (shape.tight() && !overBudget)) {
        continue;
      }
      List<List<Stay>> near =
          choices.stream()
              .filter(choice -> !TripChoices.fits(trip, choice))
              .filter(choice -> Math.abs(TripChoices.days(choice) - trip.days()) <= 2)
              .toList();
      if (near.isEmpty()) {
        continue;
      }
      return new Task(
          1 + choices.size() / (4 * right.size()),
          TripQuestions.question(random, trip),
          plan(random, trip),
          new TripSolver(trip, right, near),
          trip);
    }
  }

  private static TripFacts trip(RandomGenerator random, Shape shape) {
    int offered = between(random, shape.fewest(), shape.most());
    List<Stay> stays = new ArrayList<>();
    for (String city : sample(random, CITIES, offered)) {
      stays.add(new Stay(city, between(random, 1, 6), between(random, 8, 64) * 10));
    }
    List<Stay> goal = sample(random, stays, shape.visit());
    int slack = chance(random, 0.5) ? between(random, 0, 4) * 10 : between(random, 0, 15) * 10;
    return new TripFacts(
        List.copyOf(stays),
        TripChoices.days(goal),
        TripChoices.cost(goal) + slack,
        shape.visit(),
        shape.required() ? goal.get(0).city() : null);
  }

  private static List<String> plan(RandomGenerator random, TripFacts trip) {
    List<String> plan = new ArrayList<>();
    if (trip.required() != null) {
      plan.add(pick(random, "keep ", "fix ", "start with ") + trip.required());
    }
    int open = trip.cities() - (trip.required() == null ? 0 : 1);
    String number =
        open == 1 ? "one more city" : open + (open < trip.cities() ? " more" : "") + " cities";
    plan.add(
        pick(random, "look for ", "pick ", "choose ")
            + number
            + " so that the days add up to "
            + trip.days());
    plan.add("check that the cost is at most " + trip.budget());
    return plan;
  }
}
