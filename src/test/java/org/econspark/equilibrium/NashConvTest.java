package org.econspark.equilibrium;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class NashConvTest {
  private static final NormalFormGame MATCHING_PENNIES =
      NormalFormGame.bimatrix(new double[][] {{1, -1}, {-1, 1}}, new double[][] {{-1, 1}, {1, -1}});
  private static final double[] HEADS = {1, 0};
  private static final double[] UNIFORM = {0.5, 0.5};

  @Test
  void uniformPlayInMatchingPenniesIsZero() {
    assertThat(NashConv.of(MATCHING_PENNIES, new double[][] {UNIFORM, UNIFORM})).isZero();
    assertThat(NashConv.exploitability(MATCHING_PENNIES, new double[][] {UNIFORM, UNIFORM}))
        .isZero();
  }

  @Test
  void bothAlwaysHeadsInMatchingPenniesIsTwo() {
    assertThat(NashConv.of(MATCHING_PENNIES, new double[][] {HEADS, HEADS})).isEqualTo(2);
    assertThat(NashConv.exploitability(MATCHING_PENNIES, new double[][] {HEADS, HEADS}))
        .isEqualTo(1);
    BestResponse response = BestResponse.of(MATCHING_PENNIES, 1, new double[][] {HEADS, HEADS});
    assertThat(response).isEqualTo(new BestResponse(1, 1, 2));
  }

  @Test
  void refusesExploitabilityForThreePlayers() {
    NormalFormGame game = new NormalFormGame(new int[] {2, 2, 2}, (player, a) -> a[player]);
    double[][] strategies = {UNIFORM, UNIFORM, UNIFORM};

    assertThat(NashConv.of(game, strategies)).isCloseTo(1.5, within(1e-12));
    assertThatThrownBy(() -> NashConv.exploitability(game, strategies))
        .hasMessage(
            "Cannot compute exploitability for 3 players: defined for two-player constant-sum"
                + " games; use NashConv.");
  }

  @Test
  void threePlayersAreIndexedByTheirOwnActions() {
    NormalFormGame game =
        new NormalFormGame(
            new int[] {2, 3, 2}, (player, a) -> 100 * player + 10 * a[0] + 3 * a[1] + a[2]);

    assertThat(game.payoff(2, 1, 2, 0)).isEqualTo(216);
    assertThat(game.payoff(0, 0, 1, 1)).isEqualTo(4);
    assertThat(game.isTwoPlayerConstantSum()).isFalse();
  }

  @Test
  void rejectsStrategiesThatAreNone() {
    assertThatThrownBy(() -> NashConv.of(MATCHING_PENNIES, new double[][] {{0.5, 0.6}, UNIFORM}))
        .hasMessageStartingWith("Invalid strategies: expected one for each of 2 players");
  }

  @Test
  void showsPayoffs() {
    assertThat(MATCHING_PENNIES.toString())
        .isEqualTo("(1.00, -1.00) (-1.00, 1.00)\n(-1.00, 1.00) (1.00, -1.00)\n");
  }

  /** The game whose linear equilibrium the reference games learn, on a fine grid. */
  @Test
  void bayesianGameIsAtItsEquilibriumOnlyWhereNoTypeGains() {
    double base = 0.1;
    double pull = 0.3;
    double tie = 0.3;
    double low = (base + tie * pull / 2) / (1 - tie);
    int steps = 1000;
    BayesianGame game =
        new BayesianGame(
            new double[][] {{0.5, 0.5}, {0.5, 0.5}},
            new int[] {steps + 1, steps + 1},
            (player, types, a) -> {
              double miss =
                  (double) a[player] / steps
                      - base
                      - pull * types[player]
                      - tie * a[1 - player] / steps;
              return 1 - miss * miss;
            });
    double[][][] equilibrium = new double[2][2][steps + 1];
    double[][][] other = new double[2][2][steps + 1];
    for (int player = 0; player < 2; player++) {
      for (int type = 0; type < 2; type++) {
        equilibrium[player][type][(int) Math.round(steps * (low + pull * type))] = 1;
        other[player][type][500] = 1;
      }
    }

    assertThat(game.nashConv(equilibrium)).isBetween(0.0, 1e-5);
    assertThat(game.nashConv(other)).isGreaterThan(0.02);
  }
}
