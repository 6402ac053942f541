package org.econspark.benchmark.travel;

import java.util.List;
import java.util.stream.Stream;

/** What a plan is judged by, with the benchmark's names. */
public enum Constraint {
  WITHIN_SANDBOX("Within Sandbox", false),
  COMPLETE_INFORMATION("Complete Information", false),
  WITHIN_CURRENT_CITY("Within Current City", false),
  REASONABLE_CITY_ROUTE("Reasonable City Route", false),
  DIVERSE_RESTAURANTS("Diverse Restaurants", false),
  DIVERSE_ATTRACTIONS("Diverse Attractions", false),
  NON_CONFLICTING_TRANSPORTATION("Non-conflicting Transportation", false),
  MINIMUM_NIGHTS_STAY("Minimum Nights Stay", false),
  BUDGET("Budget", true),
  ROOM_RULE("Room Rule", true),
  ROOM_TYPE("Room Type", true),
  CUISINE("Cuisine", true),
  TRANSPORTATION("Transportation", true);

  private final String title;
  private final boolean hard;

  Constraint(String title, boolean hard) {
    this.title = title;
    this.hard = hard;
  }

  public String title() {
    return title;
  }

  /** True for what the query asks for, false for commonsense. */
  public boolean isHard() {
    return hard;
  }

  /** The eight that every delivered plan is judged by. */
  public static List<Constraint> commonsense() {
    return Stream.of(values()).filter(c -> !c.hard).toList();
  }

  /** The five that a query may ask for. */
  public static List<Constraint> hard() {
    return Stream.of(values()).filter(c -> c.hard).toList();
  }
}
