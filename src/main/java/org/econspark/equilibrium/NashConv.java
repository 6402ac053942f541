package org.econspark.equilibrium;

/**
 * Distance from a Nash equilibrium: what the players would gain by deviating alone, each with the
 * others' strategies held (Lanctot et al. 2017). 0 exactly at an equilibrium.
 */
public final class NashConv {

  private NashConv() {}

  /** Sum of all players' gains, in payoff units. */
  public static double of(NormalFormGame game, double[][] strategies) {
    double sum = 0;
    for (int player = 0; player < game.players(); player++) {
      sum += BestResponse.of(game, player, strategies).gain();
    }
    return sum;
  }

  /**
   * NashConv divided by the number of players.
   *
   * @throws IllegalArgumentException for any game but a two-player constant-sum one
   */
  public static double exploitability(NormalFormGame game, double[][] strategies) {
    if (!game.isTwoPlayerConstantSum()) {
      throw new IllegalArgumentException(
          "Cannot compute exploitability for "
              + game.players()
              + " players: defined for two-player constant-sum games; use NashConv.");
    }
    return of(game, strategies) / 2;
  }
}
