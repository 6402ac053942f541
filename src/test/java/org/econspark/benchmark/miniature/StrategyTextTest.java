package org.econspark.benchmark.miniature;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class StrategyTextTest {

  @Test
  void clausesBecomeOneOrTwoSentences() {
    Set<String> texts = new TreeSet<>();
    for (int seed = 0; seed < 30; seed++) {
      texts.add(StrategyText.joined(List.of("add", "halve", "subtract"), new SplitMix64(seed)));
    }

    assertThat(texts)
        .containsExactly(
            "Add, halve, then subtract.",
            "Add, then halve. Finally subtract.",
            "First add, then halve, and finally subtract.");
  }

  @Test
  void tripsAreToTryOptionsAndLargeProductsAreToBeSplit() {
    MiniProblem trip = Miniatures.problem(Family.TRAVELPLANNER, Split.TRAIN, 1);

    assertThat(StrategyText.full(trip, new SplitMix64(1)).text()).endsWith(" Try several options.");
    for (int seed = 0; seed < 100; seed++) {
      MiniProblem problem = Miniatures.problem(Family.GSM_HARD, Split.TRAIN, seed);

      assertThat(StrategyText.full(problem, new SplitMix64(1)).text().contains("Split large"))
          .isEqualTo(Worked.splitsProducts(problem));
    }
  }

  @Test
  void halfOfTheGeneralInstructionsAreTheUsualOne() {
    SplitMix64 random = new SplitMix64(1);
    int usual = 0;
    for (int i = 0; i < 1_000; i++) {
      usual += StrategyText.generic(random).equals("Work step by step.") ? 1 : 0;
    }

    assertThat(usual).isBetween(440, 560);
  }
}
