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
 * A debate as in {@link DebateMethod} whose last answers a judge reads and decides on, instead of a
 * vote (Liang et al. 2023, arXiv 2305.19118). The coordinator's model judges. Differs from the
 * source in that all agents argue for what they found, none against it by order.
 */
final class DebateJudgeMethod implements Method {

  @Override
  public String name() {
    return "debate-judge";
  }

  @Override
  public Set<PromptKind> needs() {
    return EnumSet.of(PromptKind.DIRECT, PromptKind.REVISION, PromptKind.COMMITMENT);
  }

  @Override
  public CompletableFuture<Episode> play(Problem problem, int repeat, Ensemble ensemble) {
    MethodSettings.Debate settings = ensemble.methods().debate();
    EpisodeBuilder episode =
        new EpisodeBuilder(this, problem, repeat, ensemble)
            .rounds(settings.rounds() + 1, "all_rounds");
    return new Discussion(episode, problem, repeat, ensemble, settings.draw(), true)
        .play(settings.agents(), settings.rounds(), settings.draw())
        .thenCompose(
            answers ->
                answers.stream().allMatch(Response::failed)
                    ? CompletableFuture.completedFuture(episode.failed(answers.get(0).failure()))
                    : ensemble
                        .coordinator()
                        .judge(problem, Texts.of(answers), 0, repeat, episode.grader())
                        .thenApply(verdict -> episode.endWith(verdict, true)));
  }
}
