package org.econspark.learning;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.econspark.benchmark.Problem;
import org.econspark.config.Settings;
import org.econspark.config.SettingsLoader;
import org.econspark.episode.ControlProfile;
import org.econspark.episode.Episode;
import org.econspark.episode.Policy;
import org.econspark.llm.ChatModel;
import org.econspark.llm.CompletionRequest;
import org.econspark.llm.Message;
import org.econspark.llm.ScriptedChatModel;
import org.econspark.reward.RewardWeights;
import org.econspark.rollout.BenchmarkMaterial;
import org.econspark.rollout.Ensemble;
import org.econspark.rollout.LearnedPlay;
import org.econspark.rollout.Methods;
import org.econspark.rollout.NamedMethod;
import org.econspark.rollout.RolloutRunner;
import org.econspark.rollout.ScriptedEmbedder;

/**
 * A task whose best controls are known: each agent's model is right with a chance that falls with
 * the distance of its temperature from one that depends on the agent and on the type of the
 * problem. Played by the pipeline's own rollouts and learned with {@code
 * conf/miniature-training.conf}; an agent is rewarded for its own answer alone, so that the optimum
 * is known too.
 *
 * <p>{@code main} prints both policies over several seeds; {@link ControlTaskTest} plays one.
 */
final class ControlTask {
  /** Best temperatures, shape (types, agents). */
  static final double[][] BEST = {{0.3, 0.6, 0.9}, {1.7, 1.4, 1.1}};

  static final double CHANCE = 0.9;
  private static final double WIDTH = 0.6;
  private static final List<String> QUESTIONS =
      List.of("How much is 3 + 4, sum %d?", "Which number follows six, riddle %d?");
  private static final String RIGHT = "\\boxed{7}";
  private static final String WRONG = "\\boxed{8}";
  private static final int EPISODES = 128;
  private static final int EPOCHS = 6;
  private static final int HELD_OUT = 16;

  private final Settings settings;
  private final NamedMethod method;

  private ControlTask(String policy, long seed) {
    String methodName = policy.equals("quantal") ? "econ-quantal" : "econ";
    SettingsLoader loader =
        new SettingsLoader()
            .file(Path.of("conf/miniature-training.conf"))
            .value("run.methods", List.of(methodName))
            .value("run.seed", seed)
            .assignment("reward.weights = { al = 0, ts = 1, cc = 0 }")
            .assignment("learning.policy = " + policy);
    settings = loader.load();
    method = Methods.byNames(List.of(methodName)).get(0);
  }

  /**
   * What was learned, in play without exploration on problems that were not trained on.
   *
   * @param share of the best mean reward
   * @param untrained the same before training
   * @param temperatures mean for each type and agent, shape (types, agents)
   */
  record Learned(double share, double untrained, double[][] temperatures) {}

  public static void main(String[] args) {
    int seeds = args.length > 0 ? Integer.parseInt(args[0]) : 5;
    System.out.println("control task, best temperatures by type " + Arrays.deepToString(BEST));
    System.out.println("policy, seed, untrained, trained (shares of the optimum), temperatures");
    for (String policy : List.of("continuous", "quantal")) {
      double sum = 0;
      for (int seed = 1; seed <= seeds; seed++) {
        Learned learned = learn(policy, seed);
        sum += learned.share();
        System.out.printf(
            Locale.ROOT,
            "%s, %d, %.3f, %.3f, %s%n",
            policy,
            seed,
            learned.untrained(),
            learned.share(),
            Arrays.stream(learned.temperatures())
                .map(of -> String.format(Locale.ROOT, "[%.2f, %.2f, %.2f]", of[0], of[1], of[2]))
                .toList());
      }
      System.out.printf(Locale.ROOT, "%s, mean of %d seeds %.3f%n", policy, seeds, sum / seeds);
    }
  }

  /** Trains one policy from scratch. */
  static Learned learn(String policy, long seed) {
    return new ControlTask(policy, seed).learn();
  }

  private Learned learn() {
    try (Learner learner =
        Learner.create(
            settings.networks(),
            settings.learning(),
            ControlProfile.of(settings.controls()),
            settings.agents().count(),
            embedder().size(),
            settings.run().seed())) {
      double untrained = share(temperatures(learner));
      for (int epoch = 0; epoch < EPOCHS; epoch++) {
        learner.learn(
            play(learner, epoch * EPISODES, EPISODES, true).stream()
                .map(episode -> episode.learning().trajectory())
                .toList());
      }
      double[][] learned = temperatures(learner);
      return new Learned(share(learned), untrained, learned);
    }
  }

  /** The mean chance of being right at these temperatures, over the best one. */
  private static double share(double[][] temperatures) {
    double sum = 0;
    int count = 0;
    for (int type = 0; type < BEST.length; type++) {
      for (int agent = 0; agent < BEST[type].length; agent++) {
        sum += chance(type, agent, temperatures[type][agent]);
        count++;
      }
    }
    return sum / count / CHANCE;
  }

  private static double chance(int type, int agent, double temperature) {
    double distance = (temperature - BEST[type][agent]) / WIDTH;
    return CHANCE * Math.exp(-distance * distance);
  }

  private double[][] temperatures(Learner learner) {
    double[][] sums = new double[BEST.length][BEST[0].length];
    int first = EPOCHS * EPISODES;
    List<Episode> episodes = play(learner, first, HELD_OUT, false);
    for (int e = 0; e < episodes.size(); e++) {
      List<float[]> actions = episodes.get(e).learning().trajectory().steps().get(0).actions();
      for (int agent = 0; agent < actions.size(); agent++) {
        sums[type(first + e)][agent] += actions.get(agent)[0] / (HELD_OUT / BEST.length);
      }
    }
    return sums;
  }

  private List<Episode> play(Learner learner, int first, int count, boolean explore) {
    try (Policy policy = learner.weights().open()) {
      LearnedPlay learned =
          new LearnedPlay(
              Map.of(method.name(), policy), RewardWeights.of(settings.reward()), explore, true);
      return new RolloutRunner(settings, own -> models(), learned)
          .play(
              IntStream.range(first, first + count)
                  .mapToObj(i -> new RolloutRunner.Assignment(problem(i), method, 0))
                  .toList(),
              BenchmarkMaterial.none());
    }
  }

  private Ensemble.Models models() {
    ChatModel coordinator =
        new ScriptedChatModel(
            "coordinator",
            "miniature",
            request -> request.answerRole().equals("strategy") ? "Think." : RIGHT);
    List<ChatModel> executors = new ArrayList<>();
    for (int agent = 0; agent < BEST[0].length; agent++) {
      int own = agent;
      executors.add(new ScriptedChatModel("executor-" + agent, "miniature", r -> answer(own, r)));
    }
    return new Ensemble.Models(coordinator, executors, ControlTask::embedder);
  }

  private static String answer(int agent, CompletionRequest request) {
    boolean riddle =
        request.messages().stream().map(Message::content).anyMatch(c -> c.contains("riddle"));
    double chance = chance(riddle ? 1 : 0, agent, request.controls().temperature());
    return new SplittableRandom(request.seed()).nextDouble() < chance ? RIGHT : WRONG;
  }

  private static ScriptedEmbedder embedder() {
    return new ScriptedEmbedder(32);
  }

  private static int type(int index) {
    return index % BEST.length;
  }

  private static Problem problem(int index) {
    String question = String.format(Locale.ROOT, QUESTIONS.get(type(index)), index);
    return new Problem("task", "p" + index, "hash", question, "7", "numeric", "", "");
  }
}
