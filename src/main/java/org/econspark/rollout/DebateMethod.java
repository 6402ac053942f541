package org.econspark.rollout;

import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.econspark.agent.PromptKind;
import org.econspark.benchmark.Problem;
import org.econspark.config.MethodSettings;
import org.econspark.episode.Episode;
import org.econspark.episode.Response;

/**
 * Multi-agent debate: agents answer alone, then in each round read the others' answers and answer
 * again; the vote over the last answers decides (Du et al. 2023, arXiv 2305.14325). An answer that
 * cannot be read has no vote.
 */
final class DebateMethod implements Method {

  @Override
  public String name() {
    return "debate";
  }

  @Override
  public Set<PromptKind> needs() {
    return EnumSet.of(PromptKind.DIRECT, PromptKind.REVISION);
  }

  @Override
  public CompletableFuture<Episode> play(Problem problem, int repeat, Ensemble ensemble) {
    MethodSettings.Debate settings = ensemble.methods().debate();
    EpisodeBuilder episode =
        new EpisodeBuilder(this, problem, repeat, ensemble)
            .rounds(settings.rounds() + 1, "all_rounds");
    return new Discussion(episode, problem, repeat, ensemble, settings.draw(), true)
        .play(settings.agents(), settings.rounds(), settings.draw())
        .thenApply(
            answers ->
                answers.stream().allMatch(Response::failed)
                    ? episode.failed(answers.get(0).failure())
                    : episode.endWithChoice(Votes.winner(answers, episode.grader())));
  }
}
