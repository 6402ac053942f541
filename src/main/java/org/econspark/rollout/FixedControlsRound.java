package org.econspark.rollout;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.econspark.agent.PromptKind;
import org.econspark.benchmark.Problem;
import org.econspark.config.Settings;
import org.econspark.episode.Episode;
import org.econspark.episode.Response;

/**
 * The part that ECON and the vote over its answers share: the coordinator's strategy, then one
 * answer of each executor agent, with controls from the settings.
 */
final class FixedControlsRound {
  static final Set<PromptKind> NEEDS = EnumSet.of(PromptKind.STRATEGY, PromptKind.ANSWER);
  static final Set<PromptKind> NEEDS_WITH_COMMITMENT =
      EnumSet.of(PromptKind.STRATEGY, PromptKind.ANSWER, PromptKind.COMMITMENT);

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
    if (ensemble.settings().coordinator().strategy() == Settings.StrategyKind.NONE) {
      return playUnder(null, episode, problem, repeat, ensemble, end);
    }
    return ensemble
        .coordinator()
        .strategy(problem, repeat)
        .thenCompose(
            strategy -> {
              episode.strategy(strategy);
              return strategy.failed()
                  ? CompletableFuture.completedFuture(episode.failed(strategy.failure()))
                  : playUnder(strategy.text(), episode, problem, repeat, ensemble, end);
            });
  }

  private static CompletableFuture<Episode> playUnder(
      String strategy,
      EpisodeBuilder episode,
      Problem problem,
      int repeat,
      Ensemble ensemble,
      Function<Outcome, CompletableFuture<Episode>> end) {
    return answers(episode, problem, strategy, repeat, ensemble)
        .thenCompose(
            answers ->
                answers.stream().allMatch(Response::failed)
                    ? CompletableFuture.completedFuture(episode.failed(answers.get(0).failure()))
                    : end.apply(new Outcome(strategy, answers)));
  }

  /**
   * @param strategy null where none was asked for
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
    return Futures.all(calls)
        .thenApply(
            answers -> {
              episode.answers(answers);
              return answers;
            });
  }
}
