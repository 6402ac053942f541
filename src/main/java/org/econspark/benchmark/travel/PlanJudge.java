package org.econspark.benchmark.travel;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import org.econspark.benchmark.travel.Judgement.Verdict;

/**
 * Judges plans of one TravelPlanner query by the eight commonsense and the five hard constraints.
 *
 * <p>Worked example. One person asks for 3 days from Reno to Austin on a budget of $700, with an
 * entire room. The plan:
 *
 * <pre>
 * day 1  from Reno to Austin  Flight Number: F0000001, from Reno to Austin
 *        lunch -  dinner Blue, Austin  accommodation Loft, Austin
 * day 2  Austin  breakfast Red, Austin  attraction Lake, Austin;  lunch Green, Austin
 *        dinner Blue, Austin  accommodation Loft, Austin
 * day 3  from Austin to Reno  Flight Number: F0000002, from Austin to Reno
 * </pre>
 *
 * <p>The reference information has the flights for $200 and $150, the restaurants Blue for $20, Red
 * for $10 and Green for $30, the lake, and the loft: an entire home for $90 a night, at least two
 * nights. Then:
 *
 * <ul>
 *   <li>Within Sandbox passes: all names are there. Complete Information passes: three days, one
 *       city, and the only day without travel has an attraction and three meals. Within Current
 *       City, Reasonable City Route (Reno, Austin, Austin, Austin, Reno), Diverse Attractions and
 *       Non-conflicting Transportation pass, and two nights are enough for the loft.
 *   <li>Diverse Restaurants fails: Blue, Austin comes twice. So commonsense is 7 of 8, and the plan
 *       is no solution.
 *   <li>The hard constraints are judged all the same, since the plan is complete and from the
 *       sandbox. Budget: 200 + 20 + 90 + 10 + 30 + 20 + 90 + 150 = $610 of $700 passes; Room Type
 *       passes; the other three are not asked. With two travellers it would be 2 x (200 + 20 + 10 +
 *       30 + 20 + 150) = $860 and, as the loft takes one, 2 x 180 = $360, and would fail.
 * </ul>
 *
 * <p>Over N queries: the delivery rate is the share of plans that are not empty; commonsense micro
 * is passed constraints of 8 N, macro the share of plans with all eight; hard micro is passed
 * constraints of those asked, macro the share of plans that pass all asked; the final pass rate is
 * the share that pass both. What is not delivered or not judged counts as failed; see {@link
 * TravelRates}. Stateless but for the data it looks things up in; thread-safe.
 */
public final class PlanJudge {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final TravelQuery query;
  private final Sandbox sandbox;
  private final TravelMode mode;

  private PlanJudge(TravelQuery query, Sandbox sandbox, TravelMode mode) {
    this.query = query;
    this.sandbox = sandbox;
    this.mode = mode;
  }

  /**
   * @param gold of a TravelPlanner problem: what is asked for, and what the reference information
   *     lists; with {@code database}, the folder to look up what that lacks
   * @throws JsonProcessingException if it is not JSON
   */
  public static PlanJudge of(String gold, TravelMode mode) throws JsonProcessingException {
    JsonNode node = JSON.readTree(gold);
    Sandbox sandbox = new ReferenceSandbox(node);
    String database = node.path("database").asText("");
    return new PlanJudge(
        TravelQuery.of(node),
        database.isEmpty() ? sandbox : sandbox.or(DatabaseSandbox.at(database)),
        mode);
  }

  /** What is asked for. */
  public TravelQuery query() {
    return query;
  }

  /** Judges a plan that was delivered. */
  public PlanScore judge(TravelPlan plan) {
    Map<Constraint, Judgement> judgements = new EnumMap<>(Constraint.class);
    CommonsenseRules commonsense = new CommonsenseRules(query, plan, sandbox, mode);
    for (Constraint constraint : Constraint.commonsense()) {
      judgements.put(
          constraint,
          switch (constraint) {
            case WITHIN_SANDBOX -> commonsense.withinSandbox();
            case COMPLETE_INFORMATION -> commonsense.completeInformation();
            case WITHIN_CURRENT_CITY -> commonsense.withinCurrentCity();
            case REASONABLE_CITY_ROUTE -> commonsense.reasonableCityRoute();
            case DIVERSE_RESTAURANTS -> commonsense.diverseRestaurants();
            case DIVERSE_ATTRACTIONS -> commonsense.diverseAttractions();
            case NON_CONFLICTING_TRANSPORTATION -> commonsense.nonConflictingTransportation();
            default -> commonsense.minimumNightsStay();
          });
    }
    boolean judged =
        !judgements.get(Constraint.WITHIN_SANDBOX).is(Verdict.FAIL)
            && !judgements.get(Constraint.COMPLETE_INFORMATION).is(Verdict.FAIL);
    HardRules hard = new HardRules(query, plan, sandbox, mode);
    for (Constraint constraint : Constraint.hard()) {
      Judgement judgement =
          switch (constraint) {
            case BUDGET -> hard.budget();
            case ROOM_RULE -> hard.roomRule();
            case ROOM_TYPE -> hard.roomType();
            case CUISINE -> hard.cuisine();
            default -> hard.transportation();
          };
      boolean asked = !judgement.is(Verdict.NOT_ASKED);
      judgements.put(constraint, asked && !judged ? Judgement.notJudged() : judgement);
    }
    return new PlanScore(judgements);
  }

  /** The hard constraints that the query asks for; all five where that is not known. */
  public Set<Constraint> asked() {
    TravelQuery.Constraints c = query.constraints();
    Set<Constraint> asked = EnumSet.of(Constraint.BUDGET);
    if (c == null || c.houseRule() != null) {
      asked.add(Constraint.ROOM_RULE);
    }
    if (c == null || c.roomType() != null) {
      asked.add(Constraint.ROOM_TYPE);
    }
    if (c == null || !c.cuisines().isEmpty()) {
      asked.add(Constraint.CUISINE);
    }
    if (c == null || c.transportation() != null) {
      asked.add(Constraint.TRANSPORTATION);
    }
    return asked;
  }
}
