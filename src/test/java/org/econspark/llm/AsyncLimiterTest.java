package org.econspark.llm;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class AsyncLimiterTest {

  @Test
  void waitingCallsStartInOrderAsOthersEnd() {
    AsyncLimiter limiter = new AsyncLimiter(2);
    List<CompletableFuture<Integer>> calls = new ArrayList<>();
    List<Integer> started = new ArrayList<>();
    List<CompletableFuture<Integer>> results = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      int number = i;
      CompletableFuture<Integer> call = new CompletableFuture<>();
      calls.add(call);
      results.add(
          limiter.submit(
              () -> {
                started.add(number);
                return call;
              }));
    }
    assertThat(started).containsExactly(0, 1);
    calls.get(1).complete(1);
    assertThat(started).containsExactly(0, 1, 2);
    calls.get(0).completeExceptionally(new IllegalStateException());
    assertThat(started).containsExactly(0, 1, 2, 3);
    assertThat(results.get(0)).isCompletedExceptionally();
    assertThat(results.get(1)).isCompletedWithValue(1);
    assertThat(results.get(2)).isNotDone();
  }

  @Test
  void callThatCannotStartGivesItsPlaceToTheNext() {
    AsyncLimiter limiter = new AsyncLimiter(1);
    CompletableFuture<Integer> broken =
        limiter.submit(
            () -> {
              throw new IllegalStateException();
            });
    assertThat(broken).isCompletedExceptionally();
    assertThat(limiter.submit(() -> CompletableFuture.completedFuture(4))).isCompletedWithValue(4);
  }
}
