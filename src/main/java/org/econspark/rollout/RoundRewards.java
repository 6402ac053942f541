package org.econspark.rollout;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import org.econspark.agent.Seeds;
import org.econspark.benchmark.Grader;
import org.econspark.benchmark.Problem;
import org.econspark.config.Settings;
import org.econspark.episode.AgentReward;
import org.econspark.episode.Response;
import org.econspark.reward.JudgedAnswer;
import org.econspark.reward.RewardTerms;
import org.econspark.reward.Rewards;
import org.econspark.reward.VoteOutcome;

/** Rewards the agents for one round; asks the coordinator where the settings want its opinion. */
final class RoundRewards {
  private static final int TEAM = -1;

  private final Problem problem;
  private final int repeat;
  private final Ensemble ensemble;
  private final EpisodeBuilder episode;
  private final Settings.Reward settings;
  private final Grader grader;

  RoundRewards(Problem problem, int repeat, Ensemble ensemble, EpisodeBuilder episode) {
    this.problem = problem;
    this.repeat = repeat;
    this.ensemble = ensemble;
    this.episode = episode;
    this.settings = ensemble.settings().reward();
    this.grader = episode.grader();
  }

  /**
   * @param round that was played, with embeddings
   * @param number of the round
   * @return rewards in agent order
   */
  CompletableFuture<List<AgentReward>> of(PlayedRound round, int number, String strategy) {
    return judged(round)
        .thenCompose(
            answers ->
                outcome(round, number, strategy, answers)
                    .thenApply(outcome -> rewards(round, number, answers, outcome)));
  }

  /** Reward of the team: the score of its answer, in [0, 1]. */
  double teamReward(PlayedRound round, int number) {
    return settings.random() ? random(TEAM, number) : score(round);
  }

  private double score(PlayedRound round) {
    return grader.grade(round.commitment().text(), problem).score();
  }

  private double random(int agent, int number) {
    long seed =
        new Seeds(ensemble.settings().run().seed())
            .derive(problem.problemId(), "random-reward", agent, number, repeat);
    return new SplittableRandom(seed).nextDouble();
  }

  private List<AgentReward> rewards(
      PlayedRound round, int number, List<JudgedAnswer> answers, Rewards.Outcome outcome) {
    List<RewardTerms> terms = Rewards.of(settings).terms(answers, outcome);
    List<AgentReward> rewards = new ArrayList<>();
    for (int agent = 0; agent < terms.size(); agent++) {
      RewardTerms term = terms.get(agent);
      rewards.add(
          new AgentReward(
              round.decisions().isEmpty() ? null : round.decisions().get(agent).qValue(),
              settings.random() ? random(agent, number) : ensemble.learned().weights().reward(term),
              term.actionLikelihood(),
              term.taskSpecific(),
              term.collaborativeContribution()));
    }
    return rewards;
  }

  private CompletableFuture<List<JudgedAnswer>> judged(PlayedRound round) {
    List<CompletableFuture<JudgedAnswer>> judged = new ArrayList<>();
    for (int agent = 0; agent < round.answers().size(); agent++) {
      Response answer = round.answers().get(agent);
      float[] embedding = round.answerEmbeddings().get(agent);
      judged.add(
          answer.answer() == null
              ? CompletableFuture.completedFuture(new JudgedAnswer(embedding, null, 0))
              : score(answer)
                  .thenApply(
                      score ->
                          new JudgedAnswer(embedding, grader.voteKey(answer.answer()), score)));
    }
    return Futures.all(judged);
  }

  private CompletableFuture<Double> score(Response answer) {
    if (settings.scorer().equals("grader")) {
      return CompletableFuture.completedFuture(grader.judge(answer.answer(), problem).score());
    }
    return ensemble
        .coordinator()
        .score(problem, answer.text(), true, 0, repeat)
        .thenApply(
            assessed -> {
              episode.call(assessed.response());
              return assessed.score();
            });
  }

  private CompletableFuture<Rewards.Outcome> outcome(
      PlayedRound round, int number, String strategy, List<JudgedAnswer> answers) {
    String key = round.key(grader);
    if (settings.outcome().equals("vote")) {
      return CompletableFuture.completedFuture(
          new Rewards.Outcome(
              round.commitmentEmbedding(),
              round.clusterEmbeddings(),
              key,
              VoteOutcome.of(answers),
              VoteOutcome.leavingOneOut(answers)));
    }
    List<CompletableFuture<Double>> without = new ArrayList<>();
    for (int agent = 0; agent < answers.size(); agent++) {
      without.add(scoreWithout(round, number, strategy, agent));
    }
    return Futures.all(without)
        .thenApply(
            scores ->
                new Rewards.Outcome(
                    round.commitmentEmbedding(),
                    round.clusterEmbeddings(),
                    key,
                    score(round),
                    scores.stream().mapToDouble(Double::doubleValue).toArray()));
  }

  private CompletableFuture<Double> scoreWithout(
      PlayedRound round, int number, String strategy, int agent) {
    List<String> others = new ArrayList<>();
    for (int other = 0; other < round.answers().size(); other++) {
      if (other != agent && !round.answers().get(other).failed()) {
        others.add(round.answers().get(other).text());
      }
    }
    if (others.isEmpty()) {
      return CompletableFuture.completedFuture(0.0);
    }
    return ensemble
        .coordinator()
        .commitmentWithout(problem, strategy, others, agent, number, repeat, grader)
        .thenApply(
            response -> {
              episode.call(response);
              return response.failed() ? 0 : grader.grade(response.text(), problem).score();
            });
  }
}
