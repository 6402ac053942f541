package org.econspark.learning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The games of {@link ReferenceGames} with one seed; the command in the README plays all seeds. */
class ReferenceGamesTest {

  @ParameterizedTest
  @ValueSource(strings = {"continuous", "quantal"})
  void monotoneGameReachesItsOptimum(String policy) {
    assertThat(ReferenceGames.monotone(policy, 1)).isEqualTo(1);
  }

  @Test
  void twoStepGameReachesItsOptimumBehindTheRiskyDoor() {
    assertThat(ReferenceGames.twoStep("quantal", 1)).isEqualTo(1);
  }

  /** No monotone mix of local values has this game: agents that choose alone play it safe. */
  @Test
  void gameBeyondMonotoneMixingEndsInTheSafeEquilibrium() {
    assertThat(ReferenceGames.notMonotone("quantal", 1)).isEqualTo(0.6);
  }

  @ParameterizedTest
  @ValueSource(strings = {"continuous", "quantal"})
  void agentsWithIdenticalWeightsReachTheirOwnOptima(String policy) {
    assertThat(ReferenceGames.plantedMiss(policy, 1)).isLessThan(0.1);
  }

  @Test
  void bayesianGameReachesItsEquilibrium() {
    assertThat(ReferenceGames.bayesianEquilibrium(0)).isCloseTo(0.2071, within(1e-4));
    assertThat(ReferenceGames.bayesianEquilibrium(1)).isCloseTo(0.5071, within(1e-4));
    assertThat(ReferenceGames.bayesianMiss("continuous", 1)).isLessThan(0.05);
  }

  @Test
  void quantalPolicyReachesTheLogitEquilibrium() {
    assertThat(ReferenceGames.logitMiss(1)).isLessThan(0.02);
  }
}
