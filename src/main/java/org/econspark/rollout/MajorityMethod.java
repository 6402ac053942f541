package org.econspark.rollout;

import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.econspark.agent.PromptKind;
import org.econspark.benchmark.Problem;
import org.econspark.episode.Episode;

/**
 * The vote over the very answers that {@code econ-fixed} hands to its coordinator: the same calls
 * with the same seeds, so only the merging differs.
 */
final class MajorityMethod implements Method {

  @Override
  public String name() {
    return "majority";
  }

  @Override
  public Set<PromptKind> needs() {
    return FixedControlsRound.NEEDS;
  }

  @Override
  public CompletableFuture<Episode> play(Problem problem, int repeat, Ensemble ensemble) {
    EpisodeBuilder episode = new EpisodeBuilder(this, problem, repeat, ensemble);
    return FixedControlsRound.play(
        episode,
        problem,
        repeat,
        ensemble,
        outcome ->
            CompletableFuture.completedFuture(
                episode.endWithChoice(Votes.winner(outcome.answers(), episode.grader()))));
  }
}
