package org.econspark.rollout;

import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Composition of calls that are in flight together. */
final class Futures {
  private Futures() {}

  /** All results, in the order of the futures. */
  static <T> CompletableFuture<List<T>> all(List<CompletableFuture<T>> futures) {
    return CompletableFuture.allOf(futures.toArray(CompletableFuture[]::new))
        .thenApply(done -> futures.stream().map(CompletableFuture::join).toList());
  }
}
