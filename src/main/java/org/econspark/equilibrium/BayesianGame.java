package org.econspark.equilibrium;

/**
 * A finite game of incomplete information: each player knows its own type and no other's (Harsanyi
 * 1967).
 *
 * <p>Strategies have shape (players, types, actions) and hold probabilities.
 */
public final class BayesianGame {

  /** Payoff of a player when types and actions of all are as given. */
  public interface Payoff {
    double of(int player, int[] types, int[] actions);
  }

  private final double[][] typeProbabilities;
  private final int[] actions;
  private final Payoff payoff;

  /**
   * @param typeProbabilities of independent types, shape (players, types)
   * @param actions number of actions of each player
   */
  public BayesianGame(double[][] typeProbabilities, int[] actions, Payoff payoff) {
    this.typeProbabilities = typeProbabilities;
    this.actions = actions.clone();
    this.payoff = payoff;
  }

  /**
   * Expected payoff of each action of a player of the given type while the others keep their
   * strategies.
   *
   * @return shape (actions)
   */
  public double[] actionValues(int player, int type, double[][][] strategies) {
    double[] values = new double[actions[player]];
    add(values, player, type, strategies, new int[actions.length], new int[actions.length], 0, 1);
    return values;
  }

  private void add(
      double[] values,
      int player,
      int type,
      double[][][] strategies,
      int[] types,
      int[] played,
      int other,
      double probability) {
    if (probability == 0) {
      return;
    }
    if (other == actions.length) {
      values[played[player]] += probability * payoff.of(player, types, played);
      return;
    }
    for (int t = 0; t < typeProbabilities[other].length; t++) {
      if (other == player && t != type) {
        continue;
      }
      types[other] = t;
      for (int a = 0; a < actions[other]; a++) {
        played[other] = a;
        double share = other == player ? 1 : typeProbabilities[other][t] * strategies[other][t][a];
        add(values, player, type, strategies, types, played, other + 1, probability * share);
      }
    }
  }

  /** Sum over players of the expected gain from the best response of every type; 0 at a BNE. */
  public double nashConv(double[][][] strategies) {
    double sum = 0;
    for (int player = 0; player < actions.length; player++) {
      for (int type = 0; type < typeProbabilities[player].length; type++) {
        double[] values = actionValues(player, type, strategies);
        double best = Double.NEGATIVE_INFINITY;
        double own = 0;
        for (int a = 0; a < values.length; a++) {
          best = Math.max(best, values[a]);
          own += strategies[player][type][a] * values[a];
        }
        sum += typeProbabilities[player][type] * (best - own);
      }
    }
    return sum;
  }
}
