package org.econspark.benchmark.travel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.econspark.benchmark.travel.Judgement.Verdict;
import org.junit.jupiter.api.Test;

/** Each constraint holds in one case and fails in another, in both modes where they differ. */
class PlanJudgeTest {
  private static final String GOLD =
      """
      {"org": "Reno", "dest": "Austin", "days": 3, "cities": 1, "people": 1, "budget": 700,
       "date": ["2022-03-01", "2022-03-02", "2022-03-03"],
       "constraints": {"house rule": "parties", "cuisine": ["Thai", "Tea"],
                       "room type": "entire room", "transportation": "no self-driving"},
       "flights": [{"flight number": "F0000001", "price": "200", "flightdate": "2022-03-01",
                    "origincityname": "Reno", "destcityname": "Austin"},
                   {"flight number": "F0000002", "price": "150", "flightdate": "2022-03-03",
                    "origincityname": "Austin", "destcityname": "Reno"}],
       "restaurants": [{"name": "Blue, Too", "average cost": "20", "cuisines": "Thai, BBQ",
                        "city": "Austin"},
                       {"name": "Red", "average cost": "10", "cuisines": "Tea", "city": "Austin"},
                       {"name": "Green", "average cost": "30", "cuisines": "BBQ", "city": "Austin"},
                       {"name": "Grey", "average cost": "40", "cuisines": "BBQ", "city": "Austin"}],
       "attractions": [{"name": "Lake", "city": "Austin"}, {"name": "Hill", "city": "Austin"}],
       "accommodations": [
         {"name": "Loft", "price": "90", "room type": "Entire home/apt", "house_rules": "No pets",
          "minimum nights": "2.0", "maximum occupancy": "1", "city": "Austin"},
         {"name": "Cell", "price": "10", "room type": "Shared room", "house_rules": "No parties",
          "minimum nights": "1.0", "maximum occupancy": "9", "city": "Austin"},
         {"name": "Hall", "price": "60", "room type": "Entire home/apt", "house_rules": "",
          "minimum nights": "30.0", "maximum occupancy": "2", "city": "Austin"}],
       "ways": [{"way": "Taxi from Reno to Austin", "text": "taxi, cost: 400"},
                {"way": "Taxi from Austin to Reno", "text": "taxi, cost: 400"},
                {"way": "Self-driving from Reno to Austin", "text": "self-driving, cost: 50"},
                {"way": "Self-driving from Austin to Reno", "text": "No valid information."}],
       "covered": {"restaurants": ["Austin"], "attractions": ["Austin"],
                   "accommodations": ["Austin"],
                   "flights": ["from Reno to Austin", "from Austin to Reno"]}}
      """;

  private static final String PLAN =
      """
      [{"days": 1, "current_city": "from Reno to Austin",
        "transportation": "Flight Number: F0000001, from Reno to Austin, Departure Time: 09:00",
        "breakfast": "-", "attraction": "-", "lunch": "-", "dinner": "Blue, Too, Austin",
        "accommodation": "Loft, Austin"},
       {"days": 2, "current_city": "Austin", "transportation": "-", "breakfast": "Red, Austin",
        "attraction": "Lake, Austin;", "lunch": "Green, Austin", "dinner": "Grey, Austin",
        "accommodation": "Loft, Austin"},
       {"days": 3, "current_city": "from Austin to Reno",
        "transportation": "Flight Number: F0000002, from Austin to Reno, Departure Time: 19:00",
        "breakfast": "-", "attraction": "Hill, Austin;", "lunch": "-", "dinner": "-",
        "accommodation": "-"}, {}, {}]
      """;

  @Test
  void planThatKeepsEverythingPassesInBothModes() {
    for (TravelMode mode : TravelMode.values()) {
      PlanScore score = judge(GOLD, PLAN, mode);

      assertThat(score.judgements().values()).allMatch(j -> j.is(Verdict.PASS));
      assertThat(score.passes()).isTrue();
      assertThat(score.share()).isEqualTo(1);
      assertThat(score.describe()).isEqualTo("keeps every constraint");
    }
  }

  /** The example of {@link PlanJudge}. */
  @Test
  void workedExampleIsJudgedAsDocumented() {
    String gold =
        GOLD.replace("\"parties\"", "null")
            .replace("[\"Thai\", \"Tea\"]", "null")
            .replace("\"no self-driving\"", "null")
            .replace("Blue, Too", "Blue");
    String plan =
        PLAN.replace("Blue, Too", "Blue").replace("Grey", "Blue").replace("Hill, Austin;", "-");

    PlanScore one = judge(gold, plan, TravelMode.OFFICIAL);
    PlanScore two =
        judge(gold.replace("\"people\": 1", "\"people\": 2"), plan, TravelMode.OFFICIAL);

    assertThat(failed(one)).containsExactly(Constraint.DIVERSE_RESTAURANTS);
    assertThat(one.of(Constraint.BUDGET).is(Verdict.PASS)).isTrue();
    assertThat(one.of(Constraint.ROOM_TYPE).is(Verdict.PASS)).isTrue();
    assertThat(one.of(Constraint.CUISINE).is(Verdict.NOT_ASKED)).isTrue();
    assertThat(one.share()).isEqualTo(9 / 10.0);
    // 2 * (200 + 20 + 10 + 30 + 20 + 150) and two rooms for one, two nights: 860 + 360.
    assertThat(two.of(Constraint.BUDGET).reason()).isEqualTo("costs 1220, the budget is 700");
    assertThat(judge(gold.replace("700", "610"), plan, TravelMode.OFFICIAL).of(Constraint.BUDGET))
        .isEqualTo(Judgement.pass());
    assertThat(judge(gold.replace("700", "609"), plan, TravelMode.OFFICIAL).of(Constraint.BUDGET))
        .isEqualTo(Judgement.fail("costs 610, the budget is 609"));
  }

  @Test
  void whatIsNotInTheSandboxFails() {
    assertFails("Green, Austin", "Purple, Austin", Constraint.WITHIN_SANDBOX, "day 2: there is no");
    assertFails("Lake, Austin;", "Sea, Austin;", Constraint.WITHIN_SANDBOX, "day 2: there is no");
    assertFails("F0000002", "F0000009", Constraint.WITHIN_SANDBOX, "day 3: there is no flight");
    assertFails(
        "Flight Number: F0000002, from", "Self-driving, from", Constraint.WITHIN_SANDBOX, "day 3:");
    assertFails(
        "Loft, Austin\"},\n {\"days\": 3",
        "Attic, Austin\"},\n {\"days\": 3",
        Constraint.WITHIN_SANDBOX,
        "day 2: there is no accommodation");
  }

  @Test
  void hardConstraintsOfAPlanFromOutsideTheSandboxAreNotJudged() {
    PlanScore score = judge(GOLD, PLAN.replace("Green", "Purple"), TravelMode.OFFICIAL);

    assertThat(Constraint.hard()).allMatch(c -> score.of(c).is(Verdict.NOT_JUDGED));
    assertThat(score.passesHard()).isFalse();
  }

  @Test
  void partOfANameIsEnoughInOfficialModeOnly() {
    String plan = PLAN.replace("\"Green, Austin\"", "\"Gree, Austin\"");

    assertThat(judge(GOLD, plan, TravelMode.OFFICIAL).passes()).isTrue();
    assertThat(failed(judge(GOLD, plan, TravelMode.STRICT)))
        .containsExactly(Constraint.WITHIN_SANDBOX);
  }

  @Test
  void flightOfAnotherDayIsWrongInStrictModeOnly() {
    String gold = GOLD.replace("\"2022-03-03\",\n", "\"2022-03-04\",\n");

    assertThat(judge(gold, PLAN, TravelMode.OFFICIAL).passes()).isTrue();
    assertThat(failed(judge(gold, PLAN, TravelMode.STRICT)))
        .containsExactly(Constraint.WITHIN_SANDBOX);
  }

  @Test
  void incompletePlansFail() {
    Constraint complete = Constraint.COMPLETE_INFORMATION;
    assertFails("\"lunch\": \"Green, Austin\"", "\"lunch\": \"-\"", complete, "day 2: a meal");
    assertFails("\"lunch\": \"Green, Austin\",", "", complete, "day 2: there is no item 'lunch'");
    assertFails("Lake, Austin;", "-", complete, "day 2: no attraction");
    assertThat(
            judge(GOLD.replace("\"days\": 3", "\"days\": 5"), PLAN, TravelMode.OFFICIAL)
                .of(complete)
                .reason())
        .isEqualTo("3 days instead of 5");
    assertThat(
            judge(GOLD.replace("\"cities\": 1", "\"cities\": 2"), PLAN, TravelMode.OFFICIAL)
                .of(complete)
                .reason())
        .isEqualTo("1 cities instead of 2");
  }

  @Test
  void daysTooManyFailInStrictModeOnly() {
    String plan = PLAN.replace("{}, {}", "{\"days\": 4, \"current_city\": \"Reno\"}");

    assertThat(judge(GOLD, plan, TravelMode.OFFICIAL).passes()).isTrue();
    assertThat(failed(judge(GOLD, plan, TravelMode.STRICT)))
        .containsExactly(Constraint.COMPLETE_INFORMATION);
  }

  @Test
  void placesOutsideOfTheCurrentCityFail() {
    String plan =
        PLAN.replace(
            "\"current_city\": \"from Austin to Reno\"", "\"current_city\": \"from Reno to Reno\"");

    assertThat(judge(GOLD, plan, TravelMode.OFFICIAL).of(Constraint.WITHIN_CURRENT_CITY).reason())
        .isEqualTo("day 3: the attraction is not in Reno or Reno");
  }

  @Test
  void cityOfADayWithoutTravelIsComparedByLettersInOfficialModeOnly() {
    // Every letter of the city's name occurs, so the published code sees nothing wrong.
    String plan = PLAN.replace("\"current_city\": \"Austin\"", "\"current_city\": \"Boston\"");

    assertThat(judge(GOLD, plan, TravelMode.OFFICIAL).of(Constraint.WITHIN_CURRENT_CITY))
        .isEqualTo(Judgement.pass());
    assertThat(judge(GOLD, plan, TravelMode.STRICT).of(Constraint.WITHIN_CURRENT_CITY).reason())
        .isEqualTo("day 2: the breakfast is not in Boston");
  }

  @Test
  void routesThatDoNotCloseOrJumpFail() {
    Constraint route = Constraint.REASONABLE_CITY_ROUTE;
    assertFails(
        "from Reno to Austin\",\n", "from Bend to Austin\",\n", route, "the trip does not start");
    assertFails("\"from Austin to Reno\"", "\"Austin\"", route, "the trip does not end");
    assertFails("\"current_city\": \"Austin\"", "\"current_city\": \"Boston\"", route, "a city is");
  }

  @Test
  void unknownCityIsNotJudgeableFromReferenceInformationAlone() {
    String plan = PLAN.replace("Austin", "Boston");

    assertThat(judge(GOLD, plan, TravelMode.OFFICIAL).of(Constraint.REASONABLE_CITY_ROUTE))
        .isEqualTo(Judgement.notJudgeable("nothing is known of 'Boston'"));
    assertThat(judge(GOLD, plan, TravelMode.OFFICIAL).of(Constraint.WITHIN_SANDBOX).verdict())
        .isEqualTo(Verdict.NOT_JUDGEABLE);
  }

  @Test
  void restaurantTwiceFails() {
    assertFails(
        "Grey", "Red", Constraint.DIVERSE_RESTAURANTS, "day 2: 'Red, Austin' for the second");
    String plan = PLAN.replace("\"Grey, Austin\"", "\"red, Austin\"");
    assertThat(judge(GOLD, plan, TravelMode.OFFICIAL).of(Constraint.DIVERSE_RESTAURANTS))
        .isEqualTo(Judgement.pass());
    assertThat(failed(judge(GOLD, plan, TravelMode.STRICT)))
        .contains(Constraint.DIVERSE_RESTAURANTS);
  }

  @Test
  void attractionTwiceFailsIfItEndsWithASemicolon() {
    assertFails("Hill, Austin;", "Lake, Austin;", Constraint.DIVERSE_ATTRACTIONS, "day 3: 'Lake");
    String plan = PLAN.replace("Hill, Austin;", "Lake, Austin");
    assertThat(judge(GOLD, plan, TravelMode.OFFICIAL).passes()).isTrue();
    assertThat(failed(judge(GOLD, plan, TravelMode.STRICT)))
        .containsExactly(Constraint.DIVERSE_ATTRACTIONS);
  }

  @Test
  void carAndFlightConflictButTaxiAndFlightDoNot() {
    assertFails(
        "Flight Number: F0000001, from",
        "Self-driving, from",
        Constraint.NON_CONFLICTING_TRANSPORTATION,
        "self-driving is mixed");
    PlanScore taxi =
        judge(GOLD, PLAN.replace("Flight Number: F0000001, from", "Taxi, from"), TravelMode.STRICT);
    assertThat(taxi.of(Constraint.NON_CONFLICTING_TRANSPORTATION)).isEqualTo(Judgement.pass());
  }

  @Test
  void stayShorterThanItsMinimumFails() {
    PlanScore score = judge(GOLD, PLAN.replace("Loft", "Hall"), TravelMode.OFFICIAL);

    assertThat(failed(score)).containsExactly(Constraint.MINIMUM_NIGHTS_STAY);
    assertThat(score.of(Constraint.MINIMUM_NIGHTS_STAY).reason())
        .isEqualTo("2 nights in 'Hall, Austin', which asks for 30");
  }

  @Test
  void partiesAreForbiddenInStrictModeOnly() {
    String gold = GOLD.replace("\"entire room\"", "\"shared room\"");
    String plan = PLAN.replace("Loft", "Cell");

    assertThat(judge(gold, plan, TravelMode.OFFICIAL).passes()).isTrue();
    assertThat(judge(gold, plan, TravelMode.STRICT).of(Constraint.ROOM_RULE))
        .isEqualTo(Judgement.fail("'Cell, Austin' forbids parties"));
    assertThat(
            judge(GOLD.replace("\"parties\"", "\"pets\""), PLAN, TravelMode.OFFICIAL)
                .of(Constraint.ROOM_RULE))
        .isEqualTo(Judgement.fail("'Loft, Austin' forbids pets"));
  }

  @Test
  void roomOfAnotherTypeFails() {
    assertThat(failed(judge(GOLD, PLAN.replace("Loft", "Cell"), TravelMode.OFFICIAL)))
        .containsExactly(Constraint.ROOM_TYPE);
    String asked = GOLD.replace("\"entire room\"", "\"not shared room\"");
    assertThat(judge(asked, PLAN, TravelMode.OFFICIAL).passes()).isTrue();
    assertThat(judge(asked, PLAN.replace("Loft", "Cell"), TravelMode.OFFICIAL).passes()).isFalse();
  }

  @Test
  void missingCuisineFails() {
    assertThat(
            judge(GOLD.replace("\"Tea\"]", "\"Sushi\"]"), PLAN, TravelMode.OFFICIAL)
                .of(Constraint.CUISINE))
        .isEqualTo(Judgement.fail("no Sushi restaurant"));
  }

  @Test
  void forbiddenTransportFails() {
    PlanScore score =
        judge(GOLD.replace("no self-driving", "no flight"), PLAN, TravelMode.OFFICIAL);

    assertThat(score.of(Constraint.TRANSPORTATION))
        .isEqualTo(Judgement.fail("day 1: 'no flight' is not kept"));
  }

  @Test
  void taxiIsPaidByGroupsOfFour() {
    String plan = PLAN.replace("Flight Number: F0000001, from", "Taxi, from");

    // 400 + 20 + 90 + 10 + 30 + 40 + 90 + 150.
    assertThat(judge(GOLD, plan, TravelMode.OFFICIAL).of(Constraint.BUDGET))
        .isEqualTo(Judgement.fail("costs 830, the budget is 700"));
  }

  @Test
  void ratesCountWhatIsNotDeliveredAsFailed() throws JsonProcessingException {
    PlanJudge judge = PlanJudge.of(GOLD, TravelMode.OFFICIAL);
    TravelRates rates = new TravelRates();
    rates.add(judge.asked(), Optional.of(judge(GOLD, PLAN, TravelMode.OFFICIAL)));
    TravelRates others = new TravelRates();
    others.add(judge.asked(), Optional.empty());
    others.add(
        EnumSet.of(Constraint.BUDGET),
        Optional.of(judge(GOLD, PLAN.replace("Grey", "Red"), TravelMode.OFFICIAL)));

    var sum = rates.plus(others).rates();

    assertThat(sum.subList(0, 6))
        .extracting(TravelRates.Rate::name, TravelRates.Rate::passed, TravelRates.Rate::total)
        .containsExactly(
            tuple("Delivery", 2L, 3L),
            tuple("Commonsense micro", 15L, 24L),
            tuple("Commonsense macro", 1L, 3L),
            tuple("Hard micro", 10L, 11L),
            tuple("Hard macro", 2L, 3L),
            tuple("Final pass", 1L, 3L));
  }

  private static void assertFails(
      String from, String to, Constraint constraint, String reasonStart) {
    assertThat(PLAN).contains(from);
    Judgement judgement = judge(GOLD, PLAN.replace(from, to), TravelMode.OFFICIAL).of(constraint);
    assertThat(judgement.verdict()).isEqualTo(Verdict.FAIL);
    assertThat(judgement.reason()).startsWith(reasonStart);
  }

  private static Set<Constraint> failed(PlanScore score) {
    Set<Constraint> failed = EnumSet.noneOf(Constraint.class);
    score.judgements().forEach((c, j) -> failed.addAll(j.is(Verdict.FAIL) ? Set.of(c) : Set.of()));
    return failed;
  }

  private static PlanScore judge(String gold, String plan, TravelMode mode) {
    try {
      return PlanJudge.of(gold, mode).judge(TravelPlan.ofJson(plan).orElseThrow());
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}
