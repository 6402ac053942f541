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
 * Self-consistency: the vote over k samples of the {@code cot} prompt (Wang et al. 2023, arXiv
 * 2203.11171). A sample without an answer has no vote; of equally frequent answers the earliest
 * wins.
 */
final class SelfConsistencyMethod implements Method {

  @Override
  public String name() {
    return "self-consistency";
  }

  @Override
  public Set<PromptKind> needs() {
    return EnumSet.of(PromptKind.DIRECT);
  }

  @Override
  public boolean takesBudget() {
    return true;
  }

  @Override
  public CompletableFuture<Episode> play(Problem problem, int repeat, Ensemble ensemble) {
    EpisodeBuilder episode = new EpisodeBuilder(this, problem, repeat, ensemble);
    MethodSettings.Sampling settings = ensemble.methods().selfConsistency();
    int samples = ensemble.material().samples(settings.samples(), 1);
    return Samples.ofSoloists(episode, problem, repeat, ensemble, samples, settings.draw())
        .thenApply(
            answers ->
                answers.stream().allMatch(Response::failed)
                    ? episode.failed(answers.get(0).failure())
                    : episode.endWithChoice(Votes.winner(answers, episode.grader())));
  }
}
