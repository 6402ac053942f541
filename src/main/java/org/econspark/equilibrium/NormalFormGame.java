package org.econspark.equilibrium;

import java.util.Locale;
import java.util.function.ToDoubleBiFunction;

/**
 * A finite game in normal form: every player picks one of its actions at the same time.
 *
 * <p>Strategies have shape (players, actions) and hold probabilities; payoffs have the game's own
 * unit.
 */
public final class NormalFormGame {
  private final int[] actions;
  private final double[][] payoffs;

  /**
   * @param actions number of actions of each player
   * @param payoff of a player when all play the given actions
   */
  public NormalFormGame(int[] actions, ToDoubleBiFunction<Integer, int[]> payoff) {
    this.actions = actions.clone();
    int profiles = 1;
    for (int count : actions) {
      if (count < 1) {
        throw new IllegalArgumentException("Invalid game: a player has no actions");
      }
      profiles *= count;
    }
    payoffs = new double[actions.length][profiles];
    for (int profile = 0; profile < profiles; profile++) {
      int[] played = actions(profile);
      for (int player = 0; player < actions.length; player++) {
        payoffs[player][profile] = payoff.applyAsDouble(player, played.clone());
      }
    }
  }

  /** Two players who get the same payoff; {@code payoff[a][b]} for actions a and b. */
  public static NormalFormGame commonPayoff(double[][] payoff) {
    return new NormalFormGame(
        new int[] {payoff.length, payoff[0].length}, (player, a) -> payoff[a[0]][a[1]]);
  }

  /** Two players; {@code first[a][b]} and {@code second[a][b]} for actions a and b. */
  public static NormalFormGame bimatrix(double[][] first, double[][] second) {
    return new NormalFormGame(
        new int[] {first.length, first[0].length},
        (player, a) -> (player == 0 ? first : second)[a[0]][a[1]]);
  }

  public int players() {
    return actions.length;
  }

  /** Number of actions of a player. */
  public int actionCount(int player) {
    return actions[player];
  }

  /** Payoff of a player when all play the given actions. */
  public double payoff(int player, int... played) {
    int profile = 0;
    for (int i = 0; i < actions.length; i++) {
      profile = profile * actions[i] + played[i];
    }
    return payoffs[player][profile];
  }

  /**
   * Expected payoff of each of a player's actions while the others keep their strategies.
   *
   * @param strategies shape (players, actions)
   * @return shape (actions of the player)
   */
  public double[] actionValues(int player, double[][] strategies) {
    check(strategies);
    double[] values = new double[actions[player]];
    for (int profile = 0; profile < payoffs[player].length; profile++) {
      int[] played = actions(profile);
      double probability = 1;
      for (int other = 0; other < actions.length; other++) {
        probability *= other == player ? 1 : strategies[other][played[other]];
      }
      values[played[player]] += probability * payoffs[player][profile];
    }
    return values;
  }

  /** Expected payoff of a player. */
  public double value(int player, double[][] strategies) {
    double[] values = actionValues(player, strategies);
    double sum = 0;
    for (int a = 0; a < values.length; a++) {
      sum += strategies[player][a] * values[a];
    }
    return sum;
  }

  /** Whether there are two players whose payoffs have the same sum in every outcome. */
  public boolean isTwoPlayerConstantSum() {
    if (actions.length != 2) {
      return false;
    }
    double sum = payoffs[0][0] + payoffs[1][0];
    for (int profile = 0; profile < payoffs[0].length; profile++) {
      if (Math.abs(payoffs[0][profile] + payoffs[1][profile] - sum) > 1e-12) {
        return false;
      }
    }
    return true;
  }

  private int[] actions(int profile) {
    int[] played = new int[actions.length];
    int rest = profile;
    for (int i = actions.length - 1; i >= 0; i--) {
      played[i] = rest % actions[i];
      rest /= actions[i];
    }
    return played;
  }

  private void check(double[][] strategies) {
    boolean valid = strategies.length == actions.length;
    for (int i = 0; valid && i < actions.length; i++) {
      double sum = 0;
      for (double probability : strategies[i]) {
        valid &= probability >= 0;
        sum += probability;
      }
      valid &= strategies[i].length == actions[i] && Math.abs(sum - 1) < 1e-6;
    }
    if (!valid) {
      throw new IllegalArgumentException(
          "Invalid strategies: expected one for each of "
              + actions.length
              + " players, with probabilities of its actions that sum to 1");
    }
  }

  /** The payoffs, one line for each outcome of the first players and a column for the last's. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    int last = actions[actions.length - 1];
    for (int profile = 0; profile < payoffs[0].length; profile++) {
      for (int player = 0; player < actions.length; player++) {
        text.append(player == 0 ? "(" : ", ")
            .append(String.format(Locale.ROOT, "%.2f", payoffs[player][profile]));
      }
      text.append((profile + 1) % last == 0 ? ")\n" : ") ");
    }
    return text.toString();
  }
}
