package org.econspark.rollout;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.econspark.agent.PromptKind;
import org.econspark.benchmark.Problem;
import org.econspark.episode.Episode;
import org.econspark.episode.Response;

/**
 * ECON with complete information: after their first answers the executor agents see each other's
 * and answer again, then the coordinator commits (the paper's variant of the game in which nothing
 * is hidden). Controls from the settings.
 */
final class EconCompleteMethod implements Method {

  @Override
  public String name() {
    return "econ-complete";
  }

  @Override
  public Set<PromptKind> needs() {
    Set<PromptKind> needs = EnumSet.copyOf(FixedControlsRound.NEEDS_WITH_COMMITMENT);
    needs.add(PromptKind.REVISION);
    return needs;
  }

  @Override
  public CompletableFuture<Episode> play(Problem problem, int repeat, Ensemble ensemble) {
    EpisodeBuilder episode =
        new EpisodeBuilder(this, problem, repeat, ensemble).rounds(2, "all_rounds");
    return FixedControlsRound.play(
        episode,
        problem,
        repeat,
        ensemble,
        outcome ->
            reviseAll(episode, problem, repeat, ensemble, outcome)
                .thenCompose(
                    answers ->
                        ensemble
                            .coordinator()
                            .commitment(
                                problem,
                                outcome.strategy(),
                                Texts.of(answers),
                                1,
                                repeat,
                                episode.grader()))
                .thenApply(commitment -> episode.endWith(commitment, true)));
  }

  private static CompletableFuture<List<Response>> reviseAll(
      EpisodeBuilder episode,
      Problem problem,
      int repeat,
      Ensemble ensemble,
      FixedControlsRound.Outcome outcome) {
    List<Response> first = outcome.answers();
    return Futures.all(
            IntStream.range(0, first.size())
                .mapToObj(
                    agent -> {
                      Response own = first.get(agent);
                      List<Response> others = new ArrayList<>(first);
                      others.remove(agent);
                      return ensemble
                          .executors()
                          .get(agent)
                          .revise(
                              problem,
                              outcome.strategy(),
                              own.failed() ? null : own.text(),
                              Texts.of(others),
                              ensemble.fixedControls().get(agent),
                              1,
                              repeat,
                              episode.grader());
                    })
                .toList())
        .thenApply(
            revised -> {
              List<Response> latest = new ArrayList<>();
              for (int i = 0; i < first.size(); i++) {
                episode.call(revised.get(i));
                latest.add(revised.get(i).failed() ? first.get(i) : revised.get(i));
              }
              episode.answers(latest);
              return latest;
            });
  }
}
