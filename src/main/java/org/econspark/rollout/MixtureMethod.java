package org.econspark.rollout;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.econspark.agent.PromptKind;
import org.econspark.benchmark.Problem;
import org.econspark.config.MethodSettings;
import org.econspark.episode.Episode;
import org.econspark.episode.Response;

/**
 * Mixture of agents: layers of agents, each of which reads all answers of the layer before; an
 * aggregator writes the answer from those of the last layer (Wang et al. 2024, arXiv 2406.04692).
 * The coordinator's model aggregates.
 */
final class MixtureMethod implements Method {

  @Override
  public String name() {
    return "moa";
  }

  @Override
  public Set<PromptKind> needs() {
    return EnumSet.of(PromptKind.DIRECT, PromptKind.REVISION, PromptKind.COMMITMENT);
  }

  @Override
  public CompletableFuture<Episode> play(Problem problem, int repeat, Ensemble ensemble) {
    MethodSettings.Mixture settings = ensemble.methods().mixture();
    EpisodeBuilder episode =
        new EpisodeBuilder(this, problem, repeat, ensemble).rounds(settings.layers(), "all_layers");
    return new Discussion(episode, problem, repeat, ensemble, settings.draw(), false)
        .play(settings.agents(), settings.layers() - 1, settings.draw())
        .thenCompose(
            answers ->
                answers.stream().allMatch(Response::failed)
                    ? CompletableFuture.completedFuture(episode.failed(answers.get(0).failure()))
                    : aggregate(episode, problem, repeat, ensemble, Texts.of(answers))
                        .thenApply(answer -> episode.endWith(answer, true)));
  }

  private static CompletableFuture<Response> aggregate(
      EpisodeBuilder episode,
      Problem problem,
      int repeat,
      Ensemble ensemble,
      List<String> answers) {
    return ensemble.methods().mixture().aggregation() == MethodSettings.Aggregation.SYNTHESIS
        ? ensemble
            .coordinator()
            .synthesise(
                problem, answers, ensemble.settings().cot().maxTokens(), repeat, episode.grader())
        : ensemble.coordinator().judge(problem, answers, 0, repeat, episode.grader());
  }
}
