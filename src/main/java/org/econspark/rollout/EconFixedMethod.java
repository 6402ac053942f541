package org.econspark.rollout;

import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.econspark.agent.PromptKind;
import org.econspark.benchmark.Problem;
import org.econspark.episode.Episode;

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
  public Set<PromptKind> needs() {
    return FixedControlsRound.NEEDS_WITH_COMMITMENT;
  }

  @Override
  public CompletableFuture<Episode> play(Problem problem, int repeat, Ensemble ensemble) {
    EpisodeBuilder episode = new EpisodeBuilder(this, problem, repeat, ensemble);
    return FixedControlsRound.play(
        episode,
        problem,
        repeat,
        ensemble,
        outcome -> {
          List<String> texts = Texts.of(outcome.answers());
          return ensemble
              .coordinator()
              .commitment(problem, outcome.strategy(), texts, 0, repeat, episode.grader())
              .thenApply(commitment -> episode.endWith(commitment, true));
        });
  }
}
