package org.econspark.rollout;

import java.util.concurrent.CompletableFuture;
import org.econspark.benchmark.Problem;
import org.econspark.episode.Episode;

/**
 * A way to answer a problem with language models. Written as a composition of calls, so that the
 * calls of many problems can be in flight or in a batch together. Stateless.
 */
public interface Method {

  /** Name in settings and results. */
  String name();

  /**
   * Plays one episode. Everything runs on the chunk's thread; model failures end up in the episode,
   * never in the future.
   */
  CompletableFuture<Episode> play(Problem problem, int repeat, Ensemble ensemble);
}
