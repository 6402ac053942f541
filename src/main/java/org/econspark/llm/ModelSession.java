package org.econspark.llm;

import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * Calls of one model that belong together, such as those of a method on a chunk of problems: their
 * prompts often begin alike, and a model may remember what it read. The texts are the same as
 * without. For one thread.
 */
public interface ModelSession extends AutoCloseable {

  /**
   * As {@link ChatModel#complete}.
   *
   * @return one future per request, in their order
   */
  List<CompletableFuture<Completion>> complete(List<CompletionRequest> requests);

  /** Forgets what was read; the model stays open. */
  @Override
  default void close() {}
}
