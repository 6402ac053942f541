package org.econspark.rollout;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.econspark.benchmark.Problem;
import org.econspark.config.MethodSettings;
import org.econspark.episode.PromptEmbedding;
import org.econspark.episode.Response;

/**
 * Independent answers to the bare question. The first k of them are the same whatever their number,
 * so the vote of fewer samples can be read from the vote of more.
 */
final class Samples {
  private Samples() {}

  /** Answers of one model. */
  static CompletableFuture<List<Response>> ofSoloists(
      EpisodeBuilder episode,
      Problem problem,
      int repeat,
      Ensemble ensemble,
      int count,
      MethodSettings.Draw draw) {
    PromptEmbedding controls = Ensemble.controls(draw);
    return answers(
        episode,
        IntStream.range(0, count)
            .mapToObj(
                i ->
                    ensemble
                        .cast()
                        .soloist(i)
                        .answerDirectly(problem, controls, repeat, episode.grader()))
            .toList());
  }

  /** One answer of each member of a team. */
  static CompletableFuture<List<Response>> ofTeam(
      EpisodeBuilder episode,
      Problem problem,
      int repeat,
      Ensemble ensemble,
      int agents,
      MethodSettings.Draw draw) {
    PromptEmbedding controls = Ensemble.controls(draw);
    return answers(
        episode,
        IntStream.range(0, agents)
            .mapToObj(
                i ->
                    ensemble
                        .cast()
                        .teammate(i)
                        .answerDirectly(problem, controls, repeat, episode.grader()))
            .toList());
  }

  private static CompletableFuture<List<Response>> answers(
      EpisodeBuilder episode, List<CompletableFuture<Response>> calls) {
    return Futures.all(calls)
        .thenApply(
            answers -> {
              episode.answers(answers);
              return answers;
            });
  }
}
