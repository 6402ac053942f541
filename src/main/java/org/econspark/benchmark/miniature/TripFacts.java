package org.econspark.benchmark.miniature;

import java.util.List;

/**
 * A trip plan problem: choose cities so that their days add up and the budget holds.
 *
 * @param stays the cities on offer
 * @param days exact length of the trip
 * @param budget most that may be spent, euros
 * @param cities how many to visit
 * @param required city that must be visited, or null
 */
public record TripFacts(List<Stay> stays, int days, int budget, int cities, String required) {

  /** A city on offer with the days it takes and its cost in euros. */
  public record Stay(String city, int days, int cost) {}
}
