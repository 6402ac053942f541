package org.econspark.rollout;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.econspark.benchmark.Problem;
import org.econspark.benchmark.grading.Graders;
import org.econspark.episode.Episode;
import org.econspark.episode.Response;

/**
 * ECON's play with controls from the settings instead of a belief network: strategy, N independent
 * answers, commitment (paper section 3, one round).
 */
final class EconFixedMethod implements Method {

  @Override
  public String name() {
    return "econ-fixed";
  }

  @Override
  public CompletableFuture<Episode> play(Problem problem, int repeat, Ensemble ensemble) {
    EpisodeBuilder episode =
        new EpisodeBuilder(this, problem, repeat, Graders.byName(problem.grader()));
    return FixedControlsRound.play(
        episode,
        problem,
        repeat,
        ensemble,
        outcome -> {
          List<String> texts =
              outcome.answers().stream().filter(r -> !r.failed()).map(Response::text).toList();
          return ensemble
              .coordinator()
              .commitment(problem, outcome.strategy(), texts, 0, repeat, episode.grader())
              .thenApply(commitment -> episode.endWith(commitment, true));
        });
  }
}
