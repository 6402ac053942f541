package org.econspark.benchmark.travel;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.econspark.benchmark.travel.Judgement.Verdict;

/**
 * Counts over many plans, and the benchmark's rates from them. Counts can be added up in any order.
 * One thread at a time.
 */
public final class TravelRates implements Serializable {
  private static final long serialVersionUID = 1L;

  private static final int PASSED = 0;
  private static final int FAILED = 1;
  private static final int NOT_JUDGEABLE = 2;
  private static final int ASKED = 3;

  private long queries;
  private long delivered;
  private long commonsense;
  private long hard;
  private long passed;
  private final EnumMap<Constraint, long[]> counts = new EnumMap<>(Constraint.class);

  public TravelRates() {
    for (Constraint constraint : Constraint.values()) {
      counts.put(constraint, new long[4]);
    }
  }

  /**
   * One figure.
   *
   * @param name of a constraint or of a rate over all
   * @param kind {@code commonsense}, {@code hard} or {@code overall}
   * @param passed what counts as held
   * @param failed judged and not held
   * @param notJudgeable for lack of data
   * @param total what the rate is taken over; what was not delivered or not judged is in it
   */
  public record Rate(
      String name, String kind, long passed, long failed, long notJudgeable, long total)
      implements Serializable {
    /** Null where nothing of the kind was asked. */
    public Double rate() {
      return total == 0 ? null : (double) passed / total;
    }
  }

  /**
   * Counts one query.
   *
   * @param asked hard constraints of the query
   * @param score empty where no plan was delivered
   */
  public void add(Set<Constraint> asked, Optional<PlanScore> score) {
    queries++;
    Constraint.commonsense().forEach(c -> counts.get(c)[ASKED]++);
    asked.forEach(c -> counts.get(c)[ASKED]++);
    if (score.isEmpty()) {
      return;
    }
    delivered++;
    commonsense += score.get().passesCommonsense() ? 1 : 0;
    // As published: a plan that is not complete or not from the sandbox passes no hard constraint.
    hard += score.get().passesHard() ? 1 : 0;
    passed += score.get().passes() ? 1 : 0;
    for (Map.Entry<Constraint, Judgement> e : score.get().judgements().entrySet()) {
      long[] count = counts.get(e.getKey());
      count[PASSED] += e.getValue().is(Verdict.PASS) ? 1 : 0;
      count[FAILED] += e.getValue().is(Verdict.FAIL) ? 1 : 0;
      count[NOT_JUDGEABLE] += e.getValue().is(Verdict.NOT_JUDGEABLE) ? 1 : 0;
    }
  }

  /** Adds the counts of others. */
  public TravelRates plus(TravelRates other) {
    TravelRates sum = new TravelRates();
    for (TravelRates each : List.of(this, other)) {
      sum.queries += each.queries;
      sum.delivered += each.delivered;
      sum.commonsense += each.commonsense;
      sum.hard += each.hard;
      sum.passed += each.passed;
      each.counts.forEach(
          (constraint, count) -> {
            for (int i = 0; i < count.length; i++) {
              sum.counts.get(constraint)[i] += count[i];
            }
          });
    }
    return sum;
  }

  /** The six rates of the benchmark, then one for each constraint. */
  public List<Rate> rates() {
    List<Rate> rates = new ArrayList<>();
    rates.add(overall("Delivery", delivered));
    rates.add(micro("Commonsense micro", Constraint.commonsense()));
    rates.add(overall("Commonsense macro", commonsense));
    rates.add(micro("Hard micro", Constraint.hard()));
    rates.add(overall("Hard macro", hard));
    rates.add(overall("Final pass", passed));
    counts.forEach(
        (constraint, count) ->
            rates.add(
                new Rate(
                    constraint.title(),
                    constraint.isHard() ? "hard" : "commonsense",
                    count[PASSED],
                    count[FAILED],
                    count[NOT_JUDGEABLE],
                    count[ASKED])));
    return rates;
  }

  private Rate overall(String name, long held) {
    return new Rate(name, "overall", held, queries - held, 0, queries);
  }

  private Rate micro(String name, List<Constraint> constraints) {
    long[] sum = new long[4];
    for (Constraint constraint : constraints) {
      for (int i = 0; i < sum.length; i++) {
        sum[i] += counts.get(constraint)[i];
      }
    }
    return new Rate(name, "overall", sum[PASSED], sum[FAILED], sum[NOT_JUDGEABLE], sum[ASKED]);
  }
}
