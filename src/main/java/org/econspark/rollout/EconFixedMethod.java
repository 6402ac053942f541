package org.econspark.rollout;

import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.econspark.agent.PromptKind;
import org.econspark.benchmark.Problem;
import org.econspark.episode.Episode;

/**
 * ECON's play with controls from the settings instead of a belief network: strategy, N independent
 * answers, commitment, and refinement rounds if there are to be any (paper section 3).
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
    return new RoundsPlay(this, problem, repeat, ensemble, null).play();
  }
}
