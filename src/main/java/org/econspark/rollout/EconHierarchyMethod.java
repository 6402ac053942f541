package org.econspark.rollout;

import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.econspark.agent.PromptKind;
import org.econspark.benchmark.Problem;
import org.econspark.episode.Episode;

/** ECON in two levels with controls from the settings; see {@link Coordination}. */
final class EconHierarchyMethod implements Method {

  @Override
  public String name() {
    return "econ-hier";
  }

  @Override
  public Set<PromptKind> needs() {
    Set<PromptKind> needs = EnumSet.copyOf(FixedControlsRound.NEEDS_WITH_COMMITMENT);
    needs.add(PromptKind.LOCAL_STRATEGY);
    return needs;
  }

  @Override
  public CompletableFuture<Episode> play(Problem problem, int repeat, Ensemble ensemble) {
    return RoundsPlay.inClusters(this, problem, repeat, ensemble).play();
  }
}
