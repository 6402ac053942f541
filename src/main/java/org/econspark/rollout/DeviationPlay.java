package org.econspark.rollout;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.econspark.agent.Seeds;
import org.econspark.benchmark.Problem;
import org.econspark.config.Settings;
import org.econspark.episode.AgentReward;
import org.econspark.episode.Decision;
import org.econspark.episode.Observation;
import org.econspark.episode.Policy;
import org.econspark.episode.PromptEmbedding;
import org.econspark.episode.Response;
import org.econspark.llm.LlmException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Plays one problem as a method plays its first round, then lets each agent alone answer again with
 * every candidate control, the other answers held fixed, and asks the coordinator for the
 * commitment over each such team. A deviating answer is drawn with the seed of the answer that it
 * replaces, so that differences come from the controls.
 *
 * <p>State of one play; runs on its chunk's thread.
 */
final class DeviationPlay {
  private static final Logger LOG = LoggerFactory.getLogger(DeviationPlay.class);

  private final Problem problem;
  private final int sample;
  private final Ensemble ensemble;
  private final Policy policy;
  private final List<List<PromptEmbedding>> candidates;
  private final EpisodeBuilder episode;
  private final RoundRewards rewards;
  private final Coordination coordination;
  private String strategy;
  private List<String> strategies;
  private double[] criticGaps;

  /**
   * @param policy of the method; null for fixed controls
   * @param candidates controls that each agent deviates to, as many for each
   */
  DeviationPlay(
      Method method,
      Problem problem,
      int sample,
      Ensemble ensemble,
      Policy policy,
      List<List<PromptEmbedding>> candidates) {
    this.problem = problem;
    this.sample = sample;
    this.ensemble = ensemble;
    this.policy = policy;
    this.candidates = candidates;
    this.episode = new EpisodeBuilder(method, problem, sample, ensemble);
    this.rewards = new RoundRewards(problem, sample, ensemble, episode);
    this.coordination = Coordination.of(problem, sample, ensemble, episode.grader());
  }

  /** Empty if the coordinator or an embedding failed. */
  CompletableFuture<Optional<Deviations>> play() {
    return start()
        .exceptionally(
            thrown -> {
              LlmException cause = Futures.embeddingFailure(thrown);
              LOG.warn("No deviations from {}: {}", problem.problemId(), cause.getMessage());
              return Optional.empty();
            });
  }

  private CompletableFuture<Optional<Deviations>> start() {
    if (ensemble.settings().coordinator().strategy() == Settings.StrategyKind.NONE) {
      return begin();
    }
    return ensemble
        .coordinator()
        .strategy(problem, sample)
        .thenCompose(
            response -> {
              if (response.failed()) {
                return CompletableFuture.completedFuture(Optional.empty());
              }
              strategy = response.text();
              return begin();
            });
  }

  private CompletableFuture<Optional<Deviations>> begin() {
    return coordination
        .guide(strategy)
        .thenCompose(
            guidance -> {
              strategies = guidance.strategies();
              return controls().thenCompose(this::playAll);
            });
  }

  private CompletableFuture<List<PromptEmbedding>> controls() {
    if (policy == null) {
      return CompletableFuture.completedFuture(ensemble.fixedControls());
    }
    return ensemble
        .embeddings()
        .embed(problem.question())
        .thenCombine(ensemble.embeddings().embedAll(strategies), this::decide);
  }

  private List<PromptEmbedding> decide(float[] question, List<float[]> guidance) {
    List<Observation> observations =
        guidance.stream().map(own -> new Observation(question, own, List.of())).toList();
    long seed =
        new Seeds(ensemble.settings().run().seed())
            .derive(problem.problemId(), "controls", -1, 0, sample);
    List<Decision> decisions = policy.decide(observations, false, seed);
    double[][] values = policy.values(observations, candidates);
    criticGaps = new double[decisions.size()];
    for (int agent = 0; agent < criticGaps.length; agent++) {
      double best = Arrays.stream(values[agent]).max().orElseThrow();
      criticGaps[agent] = Math.max(0, best - decisions.get(agent).qValue());
    }
    return decisions.stream().map(Decision::controls).toList();
  }

  private CompletableFuture<Optional<Deviations>> playAll(List<PromptEmbedding> played) {
    List<CompletableFuture<Response>> calls = new ArrayList<>();
    for (int agent = 0; agent < played.size(); agent++) {
      calls.add(answer(agent, played.get(agent)));
    }
    return Futures.all(calls)
        .thenCompose(
            answers -> {
              CompletableFuture<Optional<List<AgentReward>>> obtained = rewards(answers);
              List<CompletableFuture<Optional<Double>>> deviated = new ArrayList<>();
              for (int agent = 0; agent < played.size(); agent++) {
                for (PromptEmbedding candidate : candidates.get(agent)) {
                  deviated.add(deviate(answers, agent, candidate));
                }
              }
              return obtained.thenCombine(
                  Futures.all(deviated), (own, others) -> collect(played, own, others));
            });
  }

  private Optional<Deviations> collect(
      List<PromptEmbedding> played,
      Optional<List<AgentReward>> obtained,
      List<Optional<Double>> deviated) {
    if (obtained.isEmpty() || deviated.stream().anyMatch(Optional::isEmpty)) {
      return Optional.empty();
    }
    int agents = played.size();
    int count = candidates.get(0).size();
    double[][] byAgent = new double[agents][count];
    for (int agent = 0; agent < agents; agent++) {
      for (int u = 0; u < count; u++) {
        byAgent[agent][u] = deviated.get(agent * count + u).orElseThrow();
      }
    }
    return Optional.of(
        new Deviations(
            problem.benchmark() + '/' + problem.problemId(),
            sample,
            obtained.get().stream().mapToDouble(AgentReward::reward).toArray(),
            byAgent,
            played,
            criticGaps));
  }

  private CompletableFuture<Response> answer(int agent, PromptEmbedding controls) {
    return ensemble
        .executors()
        .get(agent)
        .answer(problem, strategies.get(agent), controls, 0, sample, episode.grader());
  }

  private CompletableFuture<Optional<Double>> deviate(
      List<Response> answers, int agent, PromptEmbedding candidate) {
    return answer(agent, candidate)
        .thenCompose(
            response -> {
              List<Response> team = new ArrayList<>(answers);
              team.set(agent, response);
              return rewards(team);
            })
        .thenApply(all -> all.map(list -> list.get(agent).reward()));
  }

  /** Rewards of a team's answers with the commitment over them; empty if the coordinator failed. */
  private CompletableFuture<Optional<List<AgentReward>>> rewards(List<Response> answers) {
    if (answers.stream().allMatch(Response::failed)) {
      return CompletableFuture.completedFuture(
          Optional.of(answers.stream().map(r -> new AgentReward(null, 0, 0, 0, 0)).toList()));
    }
    return coordination
        .merge(strategy, strategies, answers, 0)
        .thenCompose(
            merge ->
                merge.commitment().failed()
                    ? CompletableFuture.completedFuture(Optional.empty())
                    : round(answers, merge)
                        .thenCompose(round -> rewards.of(round, 0, strategy))
                        .thenApply(Optional::of));
  }

  private CompletableFuture<PlayedRound> round(List<Response> answers, Coordination.Merge merge) {
    return RoundVectors.of(ensemble.embeddings(), answers, merge)
        .thenApply(
            vectors ->
                new PlayedRound(
                    List.of(),
                    List.of(),
                    List.of(),
                    answers,
                    merge.commitment(),
                    vectors.answers(),
                    vectors.commitment(),
                    vectors.ofClusters()));
  }
}
