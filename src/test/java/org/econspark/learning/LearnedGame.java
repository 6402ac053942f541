package org.econspark.learning;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import org.econspark.episode.ControlProfile;
import org.econspark.episode.ControlProfile.Control;
import org.econspark.episode.ControlProfile.Kind;
import org.econspark.episode.Decision;
import org.econspark.episode.Observation;
import org.econspark.episode.PlayedStep;
import org.econspark.episode.Trajectory;
import org.econspark.equilibrium.NormalFormGame;

/** Games with known answers, as the learner meets them: each agent has one control in [0, 1]. */
interface LearnedGame {
  int EMBEDDING_SIZE = 8;
  ControlProfile PROFILE = new ControlProfile("one", List.of(new Control(Kind.TEMPERATURE, 0, 1)));

  /** Chooses for all agents, with a seed of its own for each call. */
  interface Chooser {
    List<Decision> choose(List<Observation> perAgent, long seed);
  }

  int agents();

  /** Plays one episode. */
  Trajectory play(Chooser chooser, SplittableRandom random);

  /** A text that is unlike all others. */
  static float[] text(int index) {
    float[] text = new float[EMBEDDING_SIZE];
    text[index] = 1;
    return text;
  }

  /** The action that a control stands for, when its range is cut into equal parts. */
  static int action(Decision decision, int actions) {
    return Math.min(actions - 1, (int) (decision.action()[0] * actions));
  }

  static PlayedStep step(
      List<Observation> observations, List<Decision> decisions, double[] rewards, int commitment) {
    return new PlayedStep(
        observations,
        decisions.stream().map(Decision::action).toList(),
        decisions.stream().map(Decision::candidate).toList(),
        rewards,
        Arrays.stream(rewards).average().orElseThrow(),
        text(commitment));
  }

  /** A game in normal form, played once. */
  static LearnedGame matrix(NormalFormGame game) {
    return new LearnedGame() {
      @Override
      public int agents() {
        return game.players();
      }

      @Override
      public Trajectory play(Chooser chooser, SplittableRandom random) {
        List<Observation> observations = same(game.players(), List.of());
        List<Decision> decisions = chooser.choose(observations, random.nextLong());
        int[] actions = new int[game.players()];
        for (int i = 0; i < actions.length; i++) {
          actions[i] = action(decisions.get(i), game.actionCount(i));
        }
        double[] rewards = new double[actions.length];
        for (int i = 0; i < rewards.length; i++) {
          rewards[i] = game.payoff(i, actions);
        }
        return new Trajectory("matrix", List.of(step(observations, decisions, rewards, 7)));
      }
    };
  }

  /**
   * QMIX's two-step game (Rashid et al. 2018, section 5.2), payoffs divided by 8: the first agent
   * leads into one of two matrix games.
   */
  static LearnedGame twoStep(NormalFormGame left, NormalFormGame right) {
    return new LearnedGame() {
      @Override
      public int agents() {
        return 2;
      }

      @Override
      public Trajectory play(Chooser chooser, SplittableRandom random) {
        List<Observation> first = same(2, List.of());
        List<Decision> leading = chooser.choose(first, random.nextLong());
        int chosen = action(leading.get(0), 2);
        List<Observation> second = new ArrayList<>();
        for (Decision own : leading) {
          second.add(
              new Observation(
                  text(0),
                  text(1),
                  List.of(new Observation.Round(own.controls(), text(2), text(3 + chosen)))));
        }
        List<Decision> decisions = chooser.choose(second, random.nextLong());
        double payoff =
            (chosen == 0 ? left : right)
                .payoff(0, action(decisions.get(0), 2), action(decisions.get(1), 2));
        return new Trajectory(
            "two-step",
            List.of(
                step(first, leading, new double[2], 3 + chosen),
                step(second, decisions, new double[] {payoff, payoff}, 5)));
      }
    };
  }

  /** Every agent has an optimum of its own: reward 1 - (control - optimum)^2. */
  static LearnedGame planted(double... optima) {
    return new LearnedGame() {
      @Override
      public int agents() {
        return optima.length;
      }

      @Override
      public Trajectory play(Chooser chooser, SplittableRandom random) {
        List<Observation> observations = same(optima.length, List.of());
        List<Decision> decisions = chooser.choose(observations, random.nextLong());
        double[] rewards = new double[optima.length];
        for (int i = 0; i < rewards.length; i++) {
          double miss = decisions.get(i).action()[0] - optima[i];
          rewards[i] = 1 - miss * miss;
        }
        return new Trajectory("planted", List.of(step(observations, decisions, rewards, 7)));
      }
    };
  }

  /**
   * Two agents with types 0 or 1, drawn with equal chance and seen by their owners alone; agent i
   * gets 1 - (e_i - base - pull type_i - tie e_j)^2. Its one Bayesian Nash equilibrium is linear:
   * e(type) = (base + tie pull / 2) / (1 - tie) + pull type.
   */
  static LearnedGame bayesian(double base, double pull, double tie) {
    return new LearnedGame() {
      @Override
      public int agents() {
        return 2;
      }

      @Override
      public Trajectory play(Chooser chooser, SplittableRandom random) {
        int[] types = {random.nextInt(2), random.nextInt(2)};
        List<Observation> observations = List.of(typed(types[0]), typed(types[1]));
        List<Decision> decisions = chooser.choose(observations, random.nextLong());
        double[] rewards = new double[2];
        for (int i = 0; i < 2; i++) {
          double miss =
              decisions.get(i).action()[0]
                  - base
                  - pull * types[i]
                  - tie * decisions.get(1 - i).action()[0];
          rewards[i] = 1 - miss * miss;
        }
        return new Trajectory("bayesian", List.of(step(observations, decisions, rewards, 7)));
      }
    };
  }

  static Observation typed(int type) {
    return new Observation(text(0), text(1 + type), List.of());
  }

  static List<Observation> same(int agents, List<Observation.Round> history) {
    Observation observation = new Observation(text(0), text(1), history);
    return Collections.nCopies(agents, observation);
  }
}
