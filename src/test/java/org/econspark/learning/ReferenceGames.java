package org.econspark.learning;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import org.econspark.config.Settings.Exploration;
import org.econspark.config.Settings.LearningSettings;
import org.econspark.config.Settings.NetworkSettings;
import org.econspark.config.Settings.Quantal;
import org.econspark.episode.Decision;
import org.econspark.episode.Policy;
import org.econspark.episode.Trajectory;
import org.econspark.equilibrium.LogitEquilibrium;
import org.econspark.equilibrium.NormalFormGame;

/**
 * Lets the learner play games with known answers. {@code main} prints payoffs and a table over
 * several seeds; {@link ReferenceGamesTest} plays fewer of them.
 */
final class ReferenceGames {
  static final NormalFormGame MONOTONE =
      NormalFormGame.commonPayoff(new double[][] {{0.2, 0.5}, {0.6, 1.0}});
  static final NormalFormGame LEFT =
      NormalFormGame.commonPayoff(new double[][] {{7 / 8.0, 7 / 8.0}, {7 / 8.0, 7 / 8.0}});
  static final NormalFormGame RIGHT =
      NormalFormGame.commonPayoff(new double[][] {{0, 1 / 8.0}, {1 / 8.0, 1}});
  // QTRAN's game (Son et al. 2019), payoffs (x + 12) / 20: no monotone mix of local values has it.
  static final NormalFormGame NOT_MONOTONE =
      NormalFormGame.commonPayoff(new double[][] {{1, 0, 0}, {0, 0.6, 0.6}, {0, 0.6, 0.6}});
  static final NormalFormGame TWO_EQUILIBRIA =
      NormalFormGame.commonPayoff(new double[][] {{1, 0}, {0, 0.6}});
  static final double[] ALPHAS = {0.25, 0.3};
  static final double[] OPTIMA = {0.2, 0.5, 0.8};
  static final double BASE = 0.1;
  static final double PULL = 0.3;
  static final double TIE = 0.3;

  private static final NetworkSettings NETWORKS =
      new NetworkSettings(16, 1, 2, 32, 0, 1e-5, 16, 32, 16, 16, 8, false, false);
  private static final int EPISODES = 8;

  private ReferenceGames() {}

  public static void main(String[] args) {
    int seeds = args.length > 0 ? Integer.parseInt(args[0]) : 5;
    int starts = args.length > 1 ? Integer.parseInt(args[1]) : 20;
    System.out.printf(
        "monotone one-step game%n%s%ntwo-step game, left%n%sright%n%s%n"
            + "game that no monotone mix has%n%s%ntwo equilibria%n%s%n",
        MONOTONE, LEFT, RIGHT, NOT_MONOTONE, TWO_EQUILIBRIA);
    System.out.println("game, policy, known, one figure for each seed");
    for (String policy : List.of("continuous", "quantal")) {
      row("monotone, payoff", policy, 1, seeds, s -> monotone(policy, s));
      row("two-step, payoff", policy, 1, seeds, s -> twoStep(policy, s));
      row("not monotone, payoff", policy, 1, seeds, s -> notMonotone(policy, s));
      row("planted optima, largest miss", policy, 0, seeds, s -> plantedMiss(policy, s));
      row("Bayesian, largest miss", policy, 0, seeds, s -> bayesianMiss(policy, s));
    }
    row("logit equilibrium, largest miss", "quantal", 0, starts, ReferenceGames::logitMiss);
  }

  private interface Figure {
    double of(long seed);
  }

  private static void row(String game, String policy, double known, int seeds, Figure figure) {
    List<String> figures = new ArrayList<>();
    for (int seed = 1; seed <= seeds; seed++) {
      figures.add(String.format(Locale.ROOT, "%.3f", figure.of(seed)));
    }
    System.out.printf(
        Locale.ROOT, "%s, %s, %.0f, %s%n", game, policy, known, String.join(" ", figures));
  }

  /** Payoff of greedy play after learning. */
  static double monotone(String policy, long seed) {
    return learnedPayoff(LearnedGame.matrix(MONOTONE), settings(policy, 2), 250, seed);
  }

  /** Payoff of greedy play after learning. */
  static double twoStep(String policy, long seed) {
    return learnedPayoff(LearnedGame.twoStep(LEFT, RIGHT), settings(policy, 2), 600, seed);
  }

  /** Payoff of greedy play after learning; the safe equilibrium has 0.6. */
  static double notMonotone(String policy, long seed) {
    return learnedPayoff(LearnedGame.matrix(NOT_MONOTONE), settings(policy, 3), 250, seed);
  }

  private static double learnedPayoff(
      LearnedGame game, LearningSettings settings, int updates, long seed) {
    try (Learner learner = trained(game, settings, updates, seed);
        Policy policy = learner.weights().open()) {
      Trajectory played =
          game.play(
              (observations, s) -> policy.decide(observations, false, s),
              new SplittableRandom(seed));
      return played.steps().get(played.steps().size() - 1).teamReward();
    }
  }

  /** Largest distance of an agent's greedy control from its optimum. */
  static double plantedMiss(String policyName, long seed) {
    LearnedGame game = LearnedGame.planted(OPTIMA);
    try (Learner learner = trained(game, settings(policyName, 11), 400, seed);
        Policy policy = learner.weights().open()) {
      List<Decision> decisions =
          policy.decide(LearnedGame.same(OPTIMA.length, List.of()), false, seed);
      double miss = 0;
      for (int i = 0; i < OPTIMA.length; i++) {
        miss = Math.max(miss, Math.abs(decisions.get(i).action()[0] - OPTIMA[i]));
      }
      return miss;
    }
  }

  /** Largest distance of an agent's greedy control from the equilibrium, over both types. */
  static double bayesianMiss(String policyName, long seed) {
    LearnedGame game = LearnedGame.bayesian(BASE, PULL, TIE);
    try (Learner learner = trained(game, settings(policyName, 11), 600, seed);
        Policy policy = learner.weights().open()) {
      double miss = 0;
      for (int type = 0; type < 2; type++) {
        for (Decision decision :
            policy.decide(Collections.nCopies(2, LearnedGame.typed(type)), false, seed)) {
          miss = Math.max(miss, Math.abs(decision.action()[0] - bayesianEquilibrium(type)));
        }
      }
      return miss;
    }
  }

  static double bayesianEquilibrium(int type) {
    return (BASE + TIE * PULL / 2) / (1 - TIE) + PULL * type;
  }

  /** Largest distance of a probability from the logit equilibrium of the two-equilibria game. */
  static double logitMiss(long seed) {
    LearnedGame game = LearnedGame.matrix(TWO_EQUILIBRIA);
    double[][] known = LogitEquilibrium.of(TWO_EQUILIBRIA, ALPHAS);
    LearningSettings settings =
        settings(
            "quantal",
            64,
            512,
            new Quantal(2, false, List.of(ALPHAS[0], ALPHAS[1]), 0.1, 0.01, 1.5, 0.02));
    try (Learner learner = trained(game, settings, 700, seed);
        NetworkPolicy policy = new NetworkPolicy(learner.weights())) {
      double[][] probabilities = policy.probabilities(LearnedGame.same(2, List.of()));
      double miss = 0;
      for (int i = 0; i < known.length; i++) {
        for (int a = 0; a < known[i].length; a++) {
          miss = Math.max(miss, Math.abs(probabilities[i][a] - known[i][a]));
        }
      }
      return miss;
    }
  }

  private static Learner trained(
      LearnedGame game, LearningSettings settings, int updates, long seed) {
    Learner learner =
        Learner.create(
            NETWORKS,
            settings,
            LearnedGame.PROFILE,
            game.agents(),
            LearnedGame.EMBEDDING_SIZE,
            seed);
    SplittableRandom random = new SplittableRandom(seed);
    while (learner.version() < updates) {
      List<Trajectory> episodes = new ArrayList<>();
      try (Policy policy = learner.weights().open()) {
        for (int e = 0; e < EPISODES; e++) {
          episodes.add(game.play((seen, s) -> policy.decide(seen, true, s), random));
        }
      }
      learner.learn(episodes);
    }
    return learner;
  }

  private static LearningSettings settings(String policy, int grid) {
    return settings(policy, 32, 256, new Quantal(grid, false, List.of(), 0.1, 0.05, 1.5, 0.1));
  }

  private static LearningSettings settings(
      String policy, int batchSize, int replaySize, Quantal quantal) {
    return new LearningSettings(
        policy,
        "greedy",
        0.99,
        0.1,
        0.1,
        0.1,
        0.05,
        4,
        3e-3,
        1e-3,
        10,
        replaySize,
        batchSize,
        EPISODES,
        1,
        new Exploration(0.3, 0.05, 300),
        quantal);
  }
}
