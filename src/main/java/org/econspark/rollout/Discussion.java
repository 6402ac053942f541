package org.econspark.rollout;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.econspark.benchmark.Problem;
import org.econspark.config.MethodSettings;
import org.econspark.episode.PromptEmbedding;
import org.econspark.episode.Response;

/**
 * Agents that answer, read the others' answers, and answer again, round by round. An agent whose
 * call fails stays with what it said before.
 */
final class Discussion {
  private final EpisodeBuilder episode;
  private final Problem problem;
  private final int repeat;
  private final Ensemble ensemble;
  private final PromptEmbedding controls;
  private final boolean ownApart;

  /**
   * @param ownApart whether an agent sees its own answer apart from the others', as in a debate, or
   *     all answers alike
   */
  Discussion(
      EpisodeBuilder episode,
      Problem problem,
      int repeat,
      Ensemble ensemble,
      MethodSettings.Draw draw,
      boolean ownApart) {
    this.episode = episode;
    this.problem = problem;
    this.repeat = repeat;
    this.ensemble = ensemble;
    this.controls = Ensemble.controls(draw);
    this.ownApart = ownApart;
  }

  /**
   * @param rounds of reading and answering again
   * @return the latest answer of each agent, in agent order
   */
  CompletableFuture<List<Response>> play(int agents, int rounds, MethodSettings.Draw draw) {
    CompletableFuture<List<Response>> answers =
        Samples.ofTeam(episode, problem, repeat, ensemble, agents, draw);
    for (int round = 1; round <= rounds; round++) {
      int current = round;
      answers = answers.thenCompose(latest -> round(latest, current));
    }
    return answers;
  }

  private CompletableFuture<List<Response>> round(List<Response> latest, int round) {
    if (latest.stream().allMatch(Response::failed)) {
      return CompletableFuture.completedFuture(latest);
    }
    return Futures.all(
            IntStream.range(0, latest.size())
                .mapToObj(agent -> revise(agent, latest, round))
                .toList())
        .thenApply(
            revised -> {
              List<Response> now = new ArrayList<>();
              for (int i = 0; i < latest.size(); i++) {
                episode.call(revised.get(i));
                now.add(revised.get(i).failed() ? latest.get(i) : revised.get(i));
              }
              episode.answers(now);
              return now;
            });
  }

  private CompletableFuture<Response> revise(int agent, List<Response> latest, int round) {
    boolean apart = ownApart && !latest.get(agent).failed();
    List<Response> read = new ArrayList<>(latest);
    if (apart) {
      read.remove(agent);
    }
    return ensemble
        .cast()
        .teammate(agent)
        .revise(
            problem,
            null,
            apart ? latest.get(agent).text() : null,
            Texts.of(read),
            controls,
            round,
            repeat,
            episode.grader());
  }
}
