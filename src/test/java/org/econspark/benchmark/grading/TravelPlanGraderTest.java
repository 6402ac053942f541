package org.econspark.benchmark.grading;

import static org.assertj.core.api.Assertions.assertThat;

import org.econspark.benchmark.Grade;
import org.econspark.benchmark.Grader;
import org.econspark.benchmark.Problem;
import org.econspark.benchmark.Problems;
import org.junit.jupiter.api.Test;

class TravelPlanGraderTest {
  private static final String GOLD =
      """
      {"org": "Reno", "dest": "Austin", "days": 3, "cities": 1, "people": 2, "budget": 1000,
       "constraints": {"house rule": "pets", "cuisine": ["Thai"], "room type": "entire room",
                       "transportation": "no self-driving"},
       "flights": [{"flight number": "F1234567", "price": "100"},
                   {"flight number": "F7654321", "price": "150"}],
       "restaurants": [{"name": "Blue, Too", "average cost": "20", "cuisines": "Thai, Tea",
                        "city": "Austin"},
                       {"name": "Red", "average cost": "30", "cuisines": "BBQ", "city": "Austin"}],
       "attractions": [],
       "accommodations": [{"name": "Loft", "price": "99.5", "room type": "Entire home/apt",
                           "house_rules": "No smoking", "maximum occupancy": "1", "city": "Austin"},
                          {"name": "Cell", "price": "10", "room type": "Shared room",
                           "house_rules": "No pets", "maximum occupancy": "9", "city": "Austin"}],
       "ways": [{"way": "Taxi from Reno to Austin", "text": "taxi, cost: 900"}]}
      """;
  private static final String PLAN =
      """
      Here is the plan [as asked]:
      ```json
      [{"days": 1, "transportation": "Flight Number: F1234567, from Reno to Austin",
        "breakfast": "-", "lunch": "Blue, Too, Austin", "dinner": "Red, Austin",
        "accommodation": "Loft, Austin"},
       {"days": 2, "transportation": "-", "breakfast": "-", "lunch": "-", "dinner": "-",
        "accommodation": "-"},
       {"days": 3, "transportation": "Flight Number: F7654321, from Austin to Reno",
        "breakfast": "-", "lunch": "-", "dinner": "-", "accommodation": "-"}]
      ```
      """;

  // 2*100 + 2*20 + 2*30 + 2 rooms for one at 99.5 + 2*150 = 799.
  @Test
  void planWithinEveryJudgedRuleIsCorrectAndSaysWhatWasJudged() {
    Grade grade = grade(PLAN, GOLD);

    assertThat(grade.verdict()).isEqualTo(Grade.Verdict.CORRECT);
    assertThat(grade.reason())
        .isEqualTo("keeps them; days, known places, budget, room, cuisine and transport judged");
  }

  @Test
  void eachBrokenRuleIsNamed() {
    assertThat(grade(PLAN, GOLD.replace("1000", "798")).reason())
        .startsWith("costs 799.0, the budget is 798");
    assertThat(grade(PLAN, GOLD.replace("\"days\": 3", "\"days\": 5")).reason())
        .startsWith("3 days instead of 5");
    assertThat(grade(PLAN.replace("Loft", "Cell"), GOLD).reason())
        .startsWith("the accommodation forbids pets");
    assertThat(grade(PLAN.replace("Loft", "Cell"), GOLD.replace("\"pets\"", "null")).reason())
        .startsWith("the accommodation is not of type entire room");
    assertThat(grade(PLAN.replace("Blue, Too", "Red"), GOLD).reason())
        .startsWith("no Thai restaurant");
    assertThat(grade(PLAN.replace("Red", "Green"), GOLD).reason())
        .startsWith("the restaurant 'Green, Austin' is not known");
    assertThat(grade(PLAN.replace("F1234567", "F1111111"), GOLD).reason())
        .startsWith("the flight is not known");
    assertThat(grade(PLAN.replace("Flight Number: F1234567", "Self-driving"), GOLD).reason())
        .startsWith("'no self-driving' is not kept");
    assertThat(grade(PLAN.replace("Flight Number: F1234567", "Taxi"), GOLD).reason())
        .startsWith("costs 1499.0");
  }

  @Test
  void textWithoutPlanIsNotDelivered() {
    assertThat(grade("I cannot plan this: []", GOLD).verdict()).isEqualTo(Grade.Verdict.NO_ANSWER);
  }

  @Test
  void queryWithoutFieldsIsNotJudged() {
    assertThat(grade(PLAN, "{}").reason()).contains("nothing is judged");
    assertThat(grade(PLAN, "{}").correct()).isFalse();
  }

  private static Grade grade(String text, String gold) {
    Grader grader = Graders.byName("travelplanner");
    Problem problem = Problems.of("t", "1", "?", gold, grader.name(), "", "");
    return grader.grade(text, problem);
  }
}
