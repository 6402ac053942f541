package org.econspark.rollout;

import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.econspark.agent.PromptKind;
import org.econspark.benchmark.Problem;
import org.econspark.config.Settings;
import org.econspark.episode.Episode;
import org.econspark.episode.PromptEmbedding;

/**
 * Zero-shot chain of thought: one call per problem (Kojima et al. 2022, arXiv 2205.11916). The
 * baseline that every other method is compared with.
 */
final class CotMethod implements Method {

  @Override
  public String name() {
    return "cot";
  }

  @Override
  public Set<PromptKind> needs() {
    return EnumSet.of(PromptKind.DIRECT);
  }

  @Override
  public CompletableFuture<Episode> play(Problem problem, int repeat, Ensemble ensemble) {
    EpisodeBuilder episode = new EpisodeBuilder(this, problem, repeat, ensemble);
    Settings.Cot cot = ensemble.settings().cot();
    return ensemble
        .cast()
        .soloist(0)
        .answerDirectly(
            problem,
            new PromptEmbedding(cot.temperature(), cot.topP(), 1),
            repeat,
            episode.grader())
        .thenApply(response -> episode.endWith(response, false));
  }
}
