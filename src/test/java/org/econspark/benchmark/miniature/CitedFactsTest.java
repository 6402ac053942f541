package org.econspark.benchmark.miniature;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CitedFactsTest {
  private static final String QUESTION =
      "One goat weighs 40 kg. The raft can carry 90 kg. Could the raft carry 2 goats at once?";

  @Test
  void statedFactsAndTrueComparisonsAreFine() {
    String text = "Fact: One goat weighs 40 kg.\n2*40=80.\n80 is at most 90.";
    assertThat(CitedFacts.firstFalse(QUESTION, text)).isEmpty();
  }

  @Test
  void misreadFactIsNamed() {
    assertThat(CitedFacts.firstFalse(QUESTION, "Fact: One goat weighs 90 kg.\n2*90=180."))
        .hasValue("no fact One goat weighs 90 kg");
  }

  @Test
  void falseComparisonIsTurnedRound() {
    assertThat(CitedFacts.firstFalse(QUESTION, "80 is more than 90."))
        .hasValue("80 is not more than 90");
    assertThat(CitedFacts.firstFalse(QUESTION, "100 is at most 90."))
        .hasValue("100 is more than 90");
  }

  @Test
  void clockTimesAreComparedByTheirMinutes() {
    assertThat(CitedFacts.firstFalse(QUESTION, "9:40 is after 10:05."))
        .hasValue("9:40 is not after 10:05");
    assertThat(CitedFacts.firstFalse(QUESTION, "9:40 is not after 10:05.")).isEmpty();
  }
}
