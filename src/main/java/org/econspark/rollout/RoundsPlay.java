package org.econspark.rollout;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.econspark.agent.Seeds;
import org.econspark.benchmark.Grader;
import org.econspark.benchmark.Problem;
import org.econspark.benchmark.grading.Graders;
import org.econspark.config.Settings;
import org.econspark.episode.AgentReward;
import org.econspark.episode.Decision;
import org.econspark.episode.Episode;
import org.econspark.episode.Failure;
import org.econspark.episode.Learning;
import org.econspark.episode.Observation;
import org.econspark.episode.PlayedStep;
import org.econspark.episode.Policy;
import org.econspark.episode.PromptEmbedding;
import org.econspark.episode.Response;
import org.econspark.episode.Trajectory;
import org.econspark.llm.LlmException;

/**
 * ECON's play on one problem: strategy; then, round by round, beliefs and controls, one answer of
 * each executor agent, and the commitment, until a stop rule holds (paper section 3). Of several
 * commitments the one counts that most agents' own answers support, the later of equals.
 *
 * <p>State of one episode; runs on its chunk's thread.
 */
final class RoundsPlay {
  private final EpisodeBuilder episode;
  private final Problem problem;
  private final int repeat;
  private final Ensemble ensemble;
  private final Policy policy;
  private final boolean rewarded;
  private final Grader grader;
  private final StopRules stopRules;
  private final List<PlayedRound> rounds = new ArrayList<>();
  private final Coordination coordination;
  private String strategy;
  private List<String> strategies;
  private float[] questionEmbedding;
  private List<float[]> strategyEmbeddings;
  private int tokens;

  /**
   * @param policy chooses the controls; null plays the fixed ones of the settings
   */
  RoundsPlay(Method method, Problem problem, int repeat, Ensemble ensemble, Policy policy) {
    this(
        method,
        problem,
        repeat,
        ensemble,
        policy,
        Coordination.of(problem, repeat, ensemble, Graders.byName(problem.grader())));
  }

  /** In two levels with the fixed controls of the settings. */
  static RoundsPlay inClusters(Method method, Problem problem, int repeat, Ensemble ensemble) {
    return new RoundsPlay(
        method,
        problem,
        repeat,
        ensemble,
        null,
        Coordination.inClusters(problem, repeat, ensemble, Graders.byName(problem.grader())));
  }

  private RoundsPlay(
      Method method,
      Problem problem,
      int repeat,
      Ensemble ensemble,
      Policy policy,
      Coordination coordination) {
    this.coordination = coordination;
    this.episode = new EpisodeBuilder(method, problem, repeat, ensemble);
    this.problem = problem;
    this.repeat = repeat;
    this.ensemble = ensemble;
    this.policy = policy;
    this.rewarded = ensemble.rewards(method);
    this.grader = episode.grader();
    this.stopRules = new StopRules(ensemble.settings().rounds(), grader);
  }

  CompletableFuture<Episode> play() {
    return start()
        .exceptionally(
            thrown -> {
              LlmException cause = Futures.embeddingFailure(thrown);
              return episode.failed(new Failure(cause.kind().code(), cause.getMessage()));
            });
  }

  private CompletableFuture<Episode> start() {
    if (ensemble.settings().coordinator().strategy() == Settings.StrategyKind.NONE) {
      return begin();
    }
    return ensemble
        .coordinator()
        .strategy(problem, repeat)
        .thenCompose(
            response -> {
              episode.strategy(response);
              if (response.failed()) {
                return CompletableFuture.completedFuture(episode.failed(response.failure()));
              }
              strategy = response.text();
              count(response);
              return begin();
            });
  }

  private CompletableFuture<Episode> begin() {
    return coordination
        .guide(strategy)
        .thenCompose(
            guidance -> {
              guidance.calls().forEach(episode::call);
              guidance.calls().forEach(this::count);
              strategies = guidance.strategies();
              return embedQuestion().thenCompose(done -> playRound());
            });
  }

  private boolean embeds() {
    return policy != null || rewarded;
  }

  private CompletableFuture<Void> embedQuestion() {
    if (!embeds()) {
      return CompletableFuture.completedFuture(null);
    }
    CompletableFuture<float[]> question = ensemble.embeddings().embed(problem.question());
    return question.thenAcceptBoth(
        ensemble.embeddings().embedAll(strategies),
        (ofQuestion, ofStrategies) -> {
          questionEmbedding = ofQuestion;
          strategyEmbeddings = ofStrategies;
        });
  }

  private CompletableFuture<Episode> playRound() {
    List<Observation> observations = observations();
    List<Decision> decisions = decide(observations);
    if (!rounds.isEmpty() && policy != null && stopRules.settled(last().decisions(), decisions)) {
      return finish(StopRules.CONTROLS_SETTLED);
    }
    List<PromptEmbedding> controls =
        policy == null
            ? ensemble.fixedControls()
            : decisions.stream().map(Decision::controls).toList();
    return Futures.all(ask(controls))
        .thenCompose(
            answers -> {
              episode.answers(answers);
              answers.forEach(this::count);
              if (answers.stream().allMatch(Response::failed)) {
                return endOrFail(answers.get(0));
              }
              return commit(observations, decisions, controls, answers);
            });
  }

  private CompletableFuture<Episode> commit(
      List<Observation> observations,
      List<Decision> decisions,
      List<PromptEmbedding> controls,
      List<Response> answers) {
    return coordination
        .merge(strategy, strategies, answers, rounds.size())
        .thenCompose(
            merge -> {
              merge.calls().forEach(episode::call);
              merge.calls().forEach(this::count);
              if (merge.commitment().failed()) {
                return endOrFail(merge.commitment());
              }
              return embedRound(answers, merge)
                  .thenCompose(
                      vectors -> {
                        rounds.add(
                            new PlayedRound(
                                observations,
                                decisions,
                                controls,
                                answers,
                                merge.commitment(),
                                vectors.answers(),
                                vectors.commitment(),
                                vectors.ofClusters()));
                        Optional<String> stop = stopRules.afterRound(rounds, tokens);
                        return stop.isPresent() ? finish(stop.get()) : playRound();
                      });
            });
  }

  /** A later round that fails leaves what was there before it. */
  private CompletableFuture<Episode> endOrFail(Response failed) {
    return rounds.isEmpty()
        ? CompletableFuture.completedFuture(episode.failed(failed.failure()))
        : finish(StopRules.ROUND_FAILED);
  }

  private List<CompletableFuture<Response>> ask(List<PromptEmbedding> controls) {
    int round = rounds.size();
    return IntStream.range(0, ensemble.executors().size())
        .mapToObj(
            agent -> {
              Response own = round == 0 ? null : last().answers().get(agent);
              return own == null || own.failed()
                  ? ensemble
                      .executors()
                      .get(agent)
                      .answer(
                          problem,
                          strategies.get(agent),
                          controls.get(agent),
                          round,
                          repeat,
                          grader)
                  : ensemble
                      .executors()
                      .get(agent)
                      .revise(
                          problem,
                          strategies.get(agent),
                          own.text(),
                          List.of(last().commitment().text()),
                          controls.get(agent),
                          round,
                          repeat,
                          grader);
            })
        .toList();
  }

  private List<Observation> observations() {
    if (!embeds()) {
      return List.of();
    }
    List<Observation> observations = new ArrayList<>();
    for (int agent = 0; agent < ensemble.executors().size(); agent++) {
      List<Observation.Round> history = new ArrayList<>();
      for (PlayedRound round : rounds) {
        history.add(
            new Observation.Round(
                round.controls().get(agent),
                round.answerEmbeddings().get(agent),
                round.commitmentEmbedding()));
      }
      observations.add(new Observation(questionEmbedding, strategyEmbeddings.get(agent), history));
    }
    return observations;
  }

  private List<Decision> decide(List<Observation> observations) {
    if (policy == null) {
      return List.of();
    }
    long seed =
        new Seeds(ensemble.settings().run().seed())
            .derive(problem.problemId(), "controls", -1, rounds.size(), repeat);
    long start = WorkTimes.now();
    List<Decision> decisions = policy.decide(observations, ensemble.learned().explore(), seed);
    ensemble.times().add(WorkTimes.Kind.DECISIONS, WorkTimes.now() - start);
    return decisions;
  }

  private CompletableFuture<RoundVectors> embedRound(
      List<Response> answers, Coordination.Merge merge) {
    return embeds()
        ? RoundVectors.of(ensemble.embeddings(), answers, merge)
        : CompletableFuture.completedFuture(RoundVectors.NONE);
  }

  private CompletableFuture<Episode> finish(String reason) {
    int best = 0;
    for (int i = 1; i < rounds.size(); i++) {
      if (rounds.get(i).support(grader) >= rounds.get(best).support(grader)) {
        best = i;
      }
    }
    PlayedRound decisive = rounds.get(best);
    episode.rounds(rounds.size(), reason).decidedBy(decisive.answers());
    if (!rewarded) {
      return CompletableFuture.completedFuture(episode.endWith(decisive.commitment(), true));
    }
    RoundRewards roundRewards = new RoundRewards(problem, repeat, ensemble, episode);
    List<CompletableFuture<List<AgentReward>>> rewards = new ArrayList<>();
    for (int i = 0; i < rounds.size(); i++) {
      rewards.add(roundRewards.of(rounds.get(i), i, strategy));
    }
    int decisiveRound = best;
    return Futures.all(rewards)
        .thenApply(
            all -> {
              learn(roundRewards, all, decisiveRound);
              return episode.endWith(decisive.commitment(), true);
            });
  }

  private void learn(RoundRewards roundRewards, List<List<AgentReward>> rewards, int decisive) {
    Map<Response, AgentReward> byAnswer = new IdentityHashMap<>();
    List<PlayedStep> steps = new ArrayList<>();
    for (int i = 0; i < rounds.size(); i++) {
      PlayedRound round = rounds.get(i);
      for (int agent = 0; agent < round.answers().size(); agent++) {
        byAnswer.put(round.answers().get(agent), rewards.get(i).get(agent));
      }
      if (policy != null) {
        steps.add(
            new PlayedStep(
                round.observations(),
                round.decisions().stream().map(Decision::action).toList(),
                round.decisions().stream().map(Decision::candidate).toList(),
                rewards.get(i).stream().mapToDouble(AgentReward::reward).toArray(),
                roundRewards.teamReward(round, i),
                round.commitmentEmbedding()));
      }
    }
    episode.learning(
        new Learning(
            policy == null ? null : policy.weightsVersion(),
            mean(rewards.get(decisive)),
            policy == null ? null : new Trajectory(problem.problemId(), steps)),
        byAnswer);
  }

  private static AgentReward mean(List<AgentReward> rewards) {
    return new AgentReward(
        null,
        rewards.stream().mapToDouble(AgentReward::reward).average().orElse(0),
        rewards.stream().mapToDouble(AgentReward::actionLikelihood).average().orElse(0),
        rewards.stream().mapToDouble(AgentReward::taskSpecific).average().orElse(0),
        rewards.stream().mapToDouble(AgentReward::collaborativeContribution).average().orElse(0));
  }

  private PlayedRound last() {
    return rounds.get(rounds.size() - 1);
  }

  private void count(Response response) {
    tokens += response.promptTokens() + response.completionTokens();
  }
}
