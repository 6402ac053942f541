package org.econspark.llm;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/** Lets a bounded number of asynchronous calls run; the others wait in order, without a thread. */
final class AsyncLimiter {
  private final int most;
  private final Queue<Runnable> waiting = new ArrayDeque<>();
  private int running;

  AsyncLimiter(int most) {
    this.most = most;
  }

  /** Starts the call now or when its turn comes; the future is the call's own result. */
  <T> CompletableFuture<T> submit(Supplier<CompletableFuture<T>> call) {
    CompletableFuture<T> result = new CompletableFuture<>();
    Runnable start = () -> start(call, result);
    synchronized (this) {
      if (running == most) {
        waiting.add(start);
        return result;
      }
      running++;
    }
    start.run();
    return result;
  }

  private <T> void start(Supplier<CompletableFuture<T>> call, CompletableFuture<T> result) {
    CompletableFuture<T> started;
    try {
      started = call.get();
    } catch (RuntimeException e) {
      started = CompletableFuture.failedFuture(e);
    }
    started.whenComplete(
        (value, failure) -> {
          startNext();
          if (failure == null) {
            result.complete(value);
          } else {
            result.completeExceptionally(failure);
          }
        });
  }

  private void startNext() {
    Runnable next;
    synchronized (this) {
      next = waiting.poll();
      if (next == null) {
        running--;
        return;
      }
    }
    next.run();
  }
}
