package org.econspark.equilibrium;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class RegretTest {

  @Test
  void comparesWithTheControlThatIsBestOverAllRoundsSoFar() {
    double[][] ofControls = {{1, 0}, {0, 1}, {0, 1}};

    assertThat(Regret.againstBestFixedControl(ofControls, new double[] {0, 0, 1}))
        .containsExactly(1, 1, 1);
  }

  @Test
  void exponentIsOneWithoutLearningAndAHalfForASquareRoot() {
    double[] linear = new double[100];
    double[] root = new double[100];
    for (int t = 0; t < 100; t++) {
      linear[t] = 0.3 * (t + 1);
      root[t] = 2 * Math.sqrt(t + 1);
    }

    assertThat(Regret.fittedExponent(linear)).isCloseTo(1, within(1e-9));
    assertThat(Regret.fittedExponent(root)).isCloseTo(0.5, within(1e-9));
    assertThat(Regret.fittedExponent(new double[10])).isNaN();
  }

  @Test
  void rejectsPlayAndControlsOfDifferentLengths() {
    assertThatThrownBy(() -> Regret.againstBestFixedControl(new double[2][1], new double[3]))
        .hasMessage("Invalid rewards: 2 rounds of fixed controls and 3 rounds of play");
  }
}
