package org.econspark.llm;

import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * A language model that answers prompts. Lives on a Spark executor (or the driver), is shared by
 * all tasks of the JVM and is safe for use by several threads.
 */
public interface ChatModel extends AutoCloseable {

  /** What this model is, for results and fingerprints. */
  ModelIdentity identity();

  /**
   * The model as stored answers know it: {@link #identity} and what else decides what an answer
   * holds.
   */
  default ModelIdentity storedAs() {
    return identity();
  }

  /**
   * Whether calls should be gathered and sent together. A model that computes in this JVM answers a
   * batch in the calling thread and is faster with larger ones; a remote one takes each call at
   * once.
   */
  boolean prefersBatches();

  /**
   * Answers all requests. A future that fails does so with {@link LlmException}; one request's
   * failure leaves the others alone.
   *
   * @return one future per request, in their order
   */
  List<CompletableFuture<Completion>> complete(List<CompletionRequest> requests);

  /** A session of calls that belong together; the caller closes it before the model. */
  default ModelSession openSession() {
    return this::complete;
  }

  @Override
  void close();
}
