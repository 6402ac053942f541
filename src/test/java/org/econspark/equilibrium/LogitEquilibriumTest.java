package org.econspark.equilibrium;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class LogitEquilibriumTest {
  private static final NormalFormGame TWO_EQUILIBRIA =
      NormalFormGame.commonPayoff(new double[][] {{1, 0}, {0, 0.6}});

  @Test
  void strategiesAreSoftmaxOfTheirOwnPayoffs() {
    double[] alphas = {0.25, 0.3};
    double[][] found = LogitEquilibrium.of(TWO_EQUILIBRIA, alphas);

    for (int player = 0; player < 2; player++) {
      double[] values = TWO_EQUILIBRIA.actionValues(player, found);
      double expected = 1 / (1 + Math.exp((values[1] - values[0]) / alphas[player]));
      assertThat(found[player][0]).isCloseTo(expected, within(1e-9));
      assertThat(found[player][0]).isGreaterThan(0.9);
    }
  }

  @Test
  void isTheOnlyOneThatRandomStartsFindAtTheseAlphas() {
    double[] alphas = {0.25, 0.3};
    double[][] known = LogitEquilibrium.of(TWO_EQUILIBRIA, alphas);
    SplittableRandom random = new SplittableRandom(1);
    for (int start = 0; start < 50; start++) {
      double p = random.nextDouble();
      double q = random.nextDouble();
      double[][] found =
          LogitEquilibrium.from(TWO_EQUILIBRIA, alphas, new double[][] {{p, 1 - p}, {q, 1 - q}});
      assertThat(found[0][0]).isCloseTo(known[0][0], within(1e-9));
      assertThat(found[1][0]).isCloseTo(known[1][0], within(1e-9));
    }
  }

  @Test
  void smallAlphasLeaveBothEquilibriaStanding() {
    double[] alphas = {0.05, 0.05};
    double[][] low = LogitEquilibrium.from(TWO_EQUILIBRIA, alphas, new double[][] {{0, 1}, {0, 1}});

    assertThat(LogitEquilibrium.of(TWO_EQUILIBRIA, alphas)[0][0]).isGreaterThan(0.99);
    assertThat(low[0][0]).isLessThan(0.01);
  }
}
