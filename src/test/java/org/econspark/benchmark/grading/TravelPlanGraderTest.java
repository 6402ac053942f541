package org.econspark.benchmark.grading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.econspark.benchmark.Grade;
import org.econspark.benchmark.Grader;
import org.econspark.benchmark.Problem;
import org.econspark.benchmark.Problems;
import org.junit.jupiter.api.Test;

class TravelPlanGraderTest {
  private static final String GOLD =
      """
      {"org": "Reno", "dest": "Austin", "days": 3, "cities": 1, "people": 2, "budget": 1018,
       "constraints": {"house rule": null, "cuisine": null, "room type": null,
                       "transportation": null},
       "flights": [{"flight number": "F1234567", "price": "100", "origincityname": "Reno",
                    "destcityname": "Austin"},
                   {"flight number": "F7654321", "price": "150", "origincityname": "Austin",
                    "destcityname": "Reno"}],
       "restaurants": [{"name": "Blue", "average cost": "20", "cuisines": "Tea", "city": "Austin"},
                       {"name": "Red", "average cost": "30", "cuisines": "BBQ", "city": "Austin"},
                       {"name": "Grey", "average cost": "10", "cuisines": "BBQ", "city": "Austin"}],
       "attractions": [{"name": "Lake", "city": "Austin"}],
       "accommodations": [{"name": "Loft", "price": "99.5", "room type": "Entire home/apt",
                           "house_rules": "No smoking", "minimum nights": "1",
                           "maximum occupancy": "1", "city": "Austin"}]}
      """;
  private static final String PLAN =
      """
      Here is the plan [as asked]:
      ```json
      [{"days": 1, "current_city": "from Reno to Austin",
        "transportation": "Flight Number: F1234567, from Reno to Austin", "breakfast": "-",
        "attraction": "-", "lunch": "-", "dinner": "-", "accommodation": "Loft, Austin"},
       {"days": 2, "current_city": "Austin", "transportation": "-", "breakfast": "Grey, Austin",
        "attraction": "Lake, Austin;", "lunch": "Blue, Austin", "dinner": "Red, Austin",
        "accommodation": "Loft, Austin"},
       {"days": 3, "current_city": "from Austin to Reno",
        "transportation": "Flight Number: F7654321, from Austin to Reno", "breakfast": "-",
        "attraction": "-", "lunch": "-", "dinner": "-", "accommodation": "-"}]
      ```
      """;

  @Test
  void planThatPassesEveryConstraintIsCorrect() {
    Grade grade = grade(PLAN, GOLD);

    assertThat(grade.reason()).isEqualTo("keeps every constraint");
    assertThat(grade.verdict()).isEqualTo(Grade.Verdict.CORRECT);
    assertThat(grade.score()).isEqualTo(1);
  }

  // 2 * 100 + 2 * (10 + 20 + 30) + 2 rooms for one for two nights at 99.5 + 2 * 150 = 1018.
  @Test
  void brokenConstraintIsNamedAndTheOthersScore() {
    Grade grade = grade(PLAN, GOLD.replace("1018", "1017"));

    assertThat(grade.reason()).isEqualTo("fails Budget (costs 1018, the budget is 1017)");
    assertThat(grade.correct()).isFalse();
    assertThat(grade.score()).isCloseTo(8 / 9.0, within(1e-12));
  }

  @Test
  void textWithoutPlanIsNotDelivered() {
    assertThat(grade("I cannot plan this: []", GOLD).verdict()).isEqualTo(Grade.Verdict.NO_ANSWER);
  }

  @Test
  void queryThatSaysNothingIsNotJudgeable() {
    Grade grade = grade(PLAN, "{}");

    assertThat(grade.correct()).isFalse();
    assertThat(grade.reason()).startsWith("not judgeable: Within Sandbox").contains("Budget");
    assertThat(grade(PLAN, "no JSON").reason()).isEqualTo("the gold holds no rules to judge by");
  }

  private static Grade grade(String text, String gold) {
    Grader grader = Graders.byName("travelplanner");
    Problem problem = Problems.of("t", "1", "?", gold, grader.name(), "", "");
    return grader.grade(text, problem);
  }
}
