package org.econspark.benchmark.travel;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PlanTextTest {
  private static final String DAY = "{\"days\":1,\"current_city\":\"Rome\",\"lunch\":\"-\"}";

  @Test
  void lastListOfDaysIsTaken() {
    assertThat(
            PlanText.find("First [" + DAY.replace("Rome", "Bern") + "], better: [" + DAY + "] [1]"))
        .contains("[" + DAY + "]");
  }

  @Test
  void listWithinProseAndFencesIsFound() {
    assertThat(PlanText.find("Here [as asked]:\n```json\n[" + DAY + ",]\n```\nEnjoy [it]!"))
        .contains("[" + DAY + "]");
  }

  @Test
  void pythonLiteralKeepsEveryKeyAndValue() {
    assertThat(
            PlanText.find(
                "[{'day': '1', 'current_city': 'Rome', 'dinner': \"Joe's, Rome\", 'cost': 9.5, 'x': None}, {}]"))
        .contains(
            "[{\"day\":\"1\",\"current_city\":\"Rome\",\"dinner\":\"Joe's, Rome\",\"cost\":9.5,\"x\":null},{}]");
  }

  @Test
  void planWithinAnObjectIsFound() {
    assertThat(PlanText.find("{\"idx\": 3, \"plan\": [" + DAY + "]}")).contains("[" + DAY + "]");
  }

  @Test
  void objectWithADayForEachKeyIsAPlan() {
    assertThat(
            PlanText.find(
                "{\"Day 1\": " + DAY + ", \"note\": \"x\", \"Day 2\": {\"lunch\": \"-\"}}"))
        .contains("[" + DAY + ",{\"lunch\":\"-\"}]");
  }

  @Test
  void linesOfAModelAreAPlan() {
    String text =
        """
        Travel Plan:
        **Day 1:**
        Current City: from Reno to Austin
        Transportation: Flight Number: F0000001, from Reno to Austin
        - Attractions: Lake, Austin;
        Day 2:
        Current City: Austin
        """;

    TravelPlan plan = TravelPlan.ofJson(PlanText.find(text).orElseThrow()).orElseThrow();

    assertThat(plan.days()).hasSize(2);
    assertThat(plan.days().get(0).text("transportation"))
        .isEqualTo("Flight Number: F0000001, from Reno to Austin");
    assertThat(plan.days().get(0).text("attraction")).isEqualTo("Lake, Austin;");
    assertThat(plan.days().get(1).currentCity()).isEqualTo("Austin");
  }

  @Test
  void keysInOtherFormsAreTheSameFields() {
    TravelPlan plan =
        TravelPlan.ofJson(
                "[{\"Day\": 1, \"Current City\": \"Rome\", \"Attractions\": [\"A, Rome\", \"B, Rome\"],"
                    + " \"dinner\": null}]")
            .orElseThrow();

    TravelDay day = plan.days().get(0);
    assertThat(day.has("days")).isTrue();
    assertThat(day.currentCity()).isEqualTo("Rome");
    assertThat(day.attractions(false)).containsExactly("A, Rome", "B, Rome");
    assertThat(day.names("dinner")).isFalse();
  }

  @Test
  void nothingThatIsNoPlanIsTakenForOne() {
    for (String text :
        new String[] {
          "", "[]", "null", "[1, 2]", "[{\"a\": 1}]", "I plan to go on day 1.", "[{}"
        }) {
      assertThat(PlanText.find(text)).as(text).isEmpty();
    }
  }

  @Test
  void strictFormEndsWithAJsonList() {
    assertThat(PlanText.strict(" [" + DAY + "]\n")).contains("[" + DAY + "]");
    assertThat(PlanText.strict("As [asked]:\n```json\n[" + DAY + "]\n```\n"))
        .contains("[" + DAY + "]");
    assertThat(PlanText.strict("[" + DAY + "] Enjoy!")).isEmpty();
    assertThat(PlanText.strict("[{'days': 1}]")).isEmpty();
  }
}
