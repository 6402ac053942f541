package org.econspark.equilibrium;

import java.util.Arrays;

/**
 * The logit quantal response equilibrium pi_i ~ exp(u_i(., pi_-i) / alpha_i) (McKelvey and Palfrey
 * 1995), on exact payoffs: traced from uniform play at infinite alpha to the alphas asked for, with
 * a damped fixed-point iteration at each step. Where several equilibria exist this is the one on
 * the principal branch.
 */
public final class LogitEquilibrium {
  private static final int STEPS = 200;
  private static final int ITERATIONS = 10_000;
  private static final double DAMPING = 0.5;
  private static final double PRECISION = 1e-12;

  private LogitEquilibrium() {}

  /**
   * @param alphas one above 0 for each player, in payoff units
   * @return strategies, shape (players, actions)
   * @throws IllegalStateException if the iteration does not settle
   */
  public static double[][] of(NormalFormGame game, double[] alphas) {
    double[][] strategies = new double[game.players()][];
    for (int player = 0; player < game.players(); player++) {
      strategies[player] = new double[game.actionCount(player)];
      Arrays.fill(strategies[player], 1.0 / game.actionCount(player));
    }
    for (int step = 1; step <= STEPS; step++) {
      strategies = settle(game, alphas, (double) step / STEPS, strategies);
    }
    return strategies;
  }

  /**
   * The equilibrium that the iteration finds from the given strategies.
   *
   * @throws IllegalStateException if the iteration does not settle
   */
  public static double[][] from(NormalFormGame game, double[] alphas, double[][] start) {
    return settle(game, alphas, 1, start);
  }

  private static double[][] settle(
      NormalFormGame game, double[] alphas, double rationality, double[][] start) {
    double[][] strategies = start;
    for (int k = 0; k < ITERATIONS; k++) {
      double[][] next = new double[strategies.length][];
      double change = 0;
      for (int player = 0; player < strategies.length; player++) {
        double[] response =
            response(game.actionValues(player, strategies), alphas[player] / rationality);
        next[player] = strategies[player].clone();
        for (int a = 0; a < response.length; a++) {
          double difference = response[a] - next[player][a];
          next[player][a] += DAMPING * difference;
          change = Math.max(change, Math.abs(difference));
        }
      }
      strategies = next;
      if (change < PRECISION) {
        return strategies;
      }
    }
    throw new IllegalStateException(
        "Cannot find the logit equilibrium for alphas "
            + Arrays.toString(alphas)
            + ": no fixed point after "
            + ITERATIONS
            + " iterations");
  }

  private static double[] response(double[] values, double alpha) {
    double max = Arrays.stream(values).max().orElseThrow();
    double[] response = Arrays.stream(values).map(v -> Math.exp((v - max) / alpha)).toArray();
    double sum = Arrays.stream(response).sum();
    return Arrays.stream(response).map(v -> v / sum).toArray();
  }
}
