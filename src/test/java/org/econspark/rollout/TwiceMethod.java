package org.econspark.rollout;

import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.econspark.agent.PromptKind;
import org.econspark.benchmark.Problem;
import org.econspark.episode.Episode;
import org.econspark.episode.PromptEmbedding;
import org.econspark.episode.Response;

/**
 * The example of the README for a method of one's own: asks twice, and takes the answer that the
 * model was surer of.
 */
public final class TwiceMethod implements Method {
  private static final double CAREFUL = 0.2;
  private static final double BOLD = 1.0;

  @Override
  public String name() {
    return "twice";
  }

  @Override
  public Set<PromptKind> needs() {
    return EnumSet.of(PromptKind.DIRECT);
  }

  @Override
  public CompletableFuture<Episode> play(Problem problem, int repeat, Ensemble ensemble) {
    EpisodeBuilder episode = new EpisodeBuilder(this, problem, repeat, ensemble);
    CompletableFuture<Response> careful = ask(0, CAREFUL, problem, repeat, ensemble, episode);
    CompletableFuture<Response> bold = ask(1, BOLD, problem, repeat, ensemble, episode);
    return careful.thenCombine(
        bold,
        (a, b) -> {
          episode.call(a).call(b);
          return episode.endWith(a.failed() || b.meanLogprob() > a.meanLogprob() ? b : a, false);
        });
  }

  private static CompletableFuture<Response> ask(
      int soloist,
      double temperature,
      Problem problem,
      int repeat,
      Ensemble ensemble,
      EpisodeBuilder episode) {
    return ensemble
        .cast()
        .soloist(soloist)
        .answerDirectly(problem, new PromptEmbedding(temperature, 1, 1), repeat, episode.grader());
  }
}
