package org.econspark.rollout;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.econspark.benchmark.Problem;
import org.econspark.episode.Episode;
import org.econspark.episode.Response;

/**
 * The part that ECON and the vote over its answers share: the coordinator's strategy, then one
 * answer of each executor agent, with controls from the settings.
 */
final class FixedControlsRound {
  private FixedControlsRound() {}

  /**
   * @param end what to do with the strategy and the answers; at least one of them did not fail
   */
  static CompletableFuture<Episode> play(
      EpisodeBuilder episode,
      Problem problem,
      int repeat,
      Ensemble ensemble,
      Function<Outcome, CompletableFuture<Episode>> end) {
    return ensemble
        .coordinator()
        .strategy(problem, repeat)
        .thenCompose(
            strategy -> {
              episode.strategy(strategy);
              if (strategy.failed()) {
                return CompletableFuture.completedFuture(episode.failed(strategy.failure()));
              }
              return answers(episode, problem, strategy.text(), repeat, ensemble)
                  .thenCompose(
                      answers ->
                          answers.stream().allMatch(Response::failed)
                              ? CompletableFuture.completedFuture(
                                  episode.failed(answers.get(0).failure()))
                              : end.apply(new Outcome(strategy.text(), answers)));
            });
  }

  /**
   * @param answers in agent order, failed calls included
   */
  record Outcome(String strategy, List<Response> answers) {}

  private static CompletableFuture<List<Response>> answers(
      EpisodeBuilder episode, Problem problem, String strategy, int repeat, Ensemble ensemble) {
    List<CompletableFuture<Response>> calls =
        IntStream.range(0, ensemble.executors().size())
            .mapToObj(
                agent ->
                    ensemble
                        .executors()
                        .get(agent)
                        .answer(
                            problem,
                            strategy,
                            ensemble.fixedControls().get(agent),
                            0,
                            repeat,
                            episode.grader()))
            .toList();
    return CompletableFuture.allOf(calls.toArray(CompletableFuture[]::new))
        .thenApply(
            all -> {
              List<Response> answers = calls.stream().map(CompletableFuture::join).toList();
              episode.answers(answers);
              return answers;
            });
  }
}
