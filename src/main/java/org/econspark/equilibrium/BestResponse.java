package org.econspark.equilibrium;

/**
 * The best that one player can do alone.
 *
 * @param action the first of the best actions
 * @param value expected payoff of that action
 * @param gain over the player's present strategy, at least 0 but for rounding
 */
public record BestResponse(int action, double value, double gain) {

  /**
   * @param strategies of all players, shape (players, actions)
   */
  public static BestResponse of(NormalFormGame game, int player, double[][] strategies) {
    double[] values = game.actionValues(player, strategies);
    int best = 0;
    for (int action = 1; action < values.length; action++) {
      if (values[action] > values[best]) {
        best = action;
      }
    }
    return new BestResponse(best, values[best], values[best] - game.value(player, strategies));
  }
}
