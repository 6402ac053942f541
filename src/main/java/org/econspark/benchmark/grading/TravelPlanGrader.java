package org.econspark.benchmark.grading;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.util.Optional;
import org.econspark.benchmark.Grade;
import org.econspark.benchmark.Grader;
import org.econspark.benchmark.Problem;
import org.econspark.benchmark.travel.PlanJudge;
import org.econspark.benchmark.travel.PlanScore;
import org.econspark.benchmark.travel.PlanText;
import org.econspark.benchmark.travel.TravelMode;
import org.econspark.benchmark.travel.TravelPlan;

/**
 * Judges a TravelPlanner plan by the benchmark's thirteen constraints: right if it passes every one
 * that is asked. The score is the share of them that hold. A plan that cannot be judged for lack of
 * data is not right, and the reason names what is missing.
 */
final class TravelPlanGrader implements Grader {
  static final TravelPlanGrader OFFICIAL =
      new TravelPlanGrader("travelplanner", TravelMode.OFFICIAL);
  static final TravelPlanGrader STRICT =
      new TravelPlanGrader("travelplanner-strict", TravelMode.STRICT);

  private final String name;
  private final TravelMode mode;

  private TravelPlanGrader(String name, TravelMode mode) {
    this.name = name;
    this.mode = mode;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public String version() {
    return "2";
  }

  @Override
  public Optional<String> extract(String text) {
    return PlanText.find(text);
  }

  @Override
  public Optional<String> extractStrict(String text) {
    return PlanText.strict(text);
  }

  @Override
  public Grade judge(String answer, Problem problem) {
    Optional<TravelPlan> plan = TravelPlan.ofJson(answer);
    if (plan.isEmpty()) {
      return Grade.of(answer, false, "the answer is no plan");
    }
    PlanJudge judge;
    try {
      judge = PlanJudge.of(problem.gold(), mode);
    } catch (JsonProcessingException e) {
      return Grade.of(answer, false, "the gold holds no rules to judge by");
    }
    PlanScore score = judge.judge(plan.get());
    return score.passes()
        ? Grade.of(answer, true, score.describe())
        : new Grade(answer, Grade.Verdict.WRONG, score.share(), score.describe());
  }

  @Override
  public String voteKey(String answer) {
    return answer;
  }
}
