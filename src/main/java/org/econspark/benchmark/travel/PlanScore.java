package org.econspark.benchmark.travel;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.econspark.benchmark.travel.Judgement.Verdict;

/**
 * The judgements of one delivered plan.
 *
 * @param judgements one for each constraint
 */
public record PlanScore(Map<Constraint, Judgement> judgements) {
  public PlanScore {
    judgements = Collections.unmodifiableMap(new EnumMap<>(judgements));
  }

  public Judgement of(Constraint constraint) {
    return judgements.get(constraint);
  }

  /** True if all eight commonsense constraints hold. */
  public boolean passesCommonsense() {
    return Constraint.commonsense().stream().allMatch(c -> of(c).is(Verdict.PASS));
  }

  /** True if every hard constraint that is asked holds. */
  public boolean passesHard() {
    return Constraint.hard().stream()
        .allMatch(c -> of(c).is(Verdict.PASS) || of(c).is(Verdict.NOT_ASKED));
  }

  /** True if the plan counts as a solution. */
  public boolean passes() {
    return passesCommonsense() && passesHard();
  }

  /** Share of the asked constraints that hold, in [0, 1]. */
  public double share() {
    long asked = count(j -> !j.is(Verdict.NOT_ASKED));
    return (double) count(j -> j.is(Verdict.PASS)) / asked;
  }

  private long count(Predicate<Judgement> wanted) {
    return judgements.values().stream().filter(wanted).count();
  }

  /** For people: which constraints fail and why, and which could not be judged. */
  public String describe() {
    String failed = list(Verdict.FAIL);
    String open = list(Verdict.NOT_JUDGEABLE);
    if (failed.isEmpty() && open.isEmpty()) {
      return "keeps every constraint";
    }
    return (failed.isEmpty() ? "" : "fails " + failed)
        + (failed.isEmpty() || open.isEmpty() ? "" : "; ")
        + (open.isEmpty() ? "" : "not judgeable: " + open);
  }

  private String list(Verdict verdict) {
    return judgements.entrySet().stream()
        .filter(e -> e.getValue().is(verdict))
        .map(e -> e.getKey().title() + " (" + e.getValue().reason() + ")")
        .collect(Collectors.joining(", "));
  }
}
