package org.econspark.rollout;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.econspark.llm.LlmException;

/** Composition of calls that are in flight together. */
final class Futures {
  private Futures() {}

  /** All results, in the order of the futures. */
  static <T> CompletableFuture<List<T>> all(List<CompletableFuture<T>> futures) {
    return CompletableFuture.allOf(futures.toArray(CompletableFuture[]::new))
        .thenApply(done -> futures.stream().map(CompletableFuture::join).toList());
  }

  /**
   * Why a play could not go on: an embedding that failed, as failed calls are answers of their own.
   * Anything else is a bug and must not pass for bad luck.
   */
  static LlmException embeddingFailure(Throwable thrown) {
    Throwable cause = thrown;
    while (cause instanceof CompletionException && cause.getCause() != null) {
      cause = cause.getCause();
    }
    if (cause instanceof LlmException failure) {
      return failure;
    }
    throw new CompletionException(cause);
  }
}
