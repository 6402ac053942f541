package org.econspark.rollout;

import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.econspark.agent.PromptKind;
import org.econspark.benchmark.Problem;
import org.econspark.episode.Episode;

/**
 * A way to answer a problem with language models. Written as a composition of calls, so that the
 * calls of many problems can be in flight or in a batch together. Stateless. Those of other jars
 * are found by {@link java.util.ServiceLoader}.
 */
public interface Method {

  /** Name in settings and results. */
  String name();

  /** The kinds of prompt that all models of the ensemble must follow. */
  Set<PromptKind> needs();

  /**
   * Whether the method means anything on a benchmark.
   *
   * @param format of the benchmark's file
   */
  default boolean suits(String format) {
    return true;
  }

  /** Whether the method plays for as many tokens as it is given, see {@link BenchmarkMaterial}. */
  default boolean takesBudget() {
    return false;
  }

  /**
   * The method whose trained policy it plays; empty for fixed controls. The methods of one policy
   * differ in what they do with its answers.
   */
  default Optional<String> policy() {
    return Optional.empty();
  }

  /**
   * Plays one episode. Everything runs on the chunk's thread; model failures end up in the episode,
   * never in the future.
   */
  CompletableFuture<Episode> play(Problem problem, int repeat, Ensemble ensemble);
}
