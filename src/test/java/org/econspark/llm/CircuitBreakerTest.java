package org.econspark.llm;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class CircuitBreakerTest {
  private static final long SECOND = 1_000_000_000L;
  private final CircuitBreaker breaker = new CircuitBreaker(Duration.ofSeconds(60));

  @Test
  void opensAfterFailuresInARowAndLetsOneTrialThrough() {
    fail(FailureKind.UNREACHABLE, 2, 0);
    breaker.answered();
    fail(FailureKind.UNREACHABLE, 2, 0);
    assertThat(breaker.open()).isFalse();
    fail(FailureKind.UNREACHABLE, 1, 0);

    assertThat(breaker.open()).isTrue();
    assertThat(breaker.admits(0)).isFalse();
    assertThat(breaker.admits(SECOND)).isTrue();
    breaker.sent();
    assertThat(breaker.admits(SECOND)).isFalse();
    breaker.answered();
    assertThat(breaker.admits(SECOND)).isTrue();
    assertThat(breaker.open()).isFalse();
  }

  @Test
  void answersThatCannotBeReadDoNotMeanThatItIsGone() {
    fail(FailureKind.MALFORMED, 100, 0);
    fail(FailureKind.RATE_LIMITED, 100, 0);
    fail(FailureKind.SERVER_ERROR, 11, 0);
    assertThat(breaker.open()).isFalse();
    fail(FailureKind.SERVER_ERROR, 1, 0);
    assertThat(breaker.open()).isTrue();
  }

  @Test
  void lostAfterTheTimeAndAskedAgainLater() {
    fail(FailureKind.UNREACHABLE, 3, 0);
    assertThat(breaker.lost(59 * SECOND)).isNull();
    assertThat(breaker.lost(61 * SECOND)).isEqualTo(FailureKind.UNREACHABLE);
    assertThat(breaker.lost(80 * SECOND)).isEqualTo(FailureKind.UNREACHABLE);
    assertThat(breaker.lost(92 * SECOND)).isNull();
  }

  @Test
  void serverThatFailsItsCallsIsGivenUpForThatAndOnlyAfterManyOfThem() {
    fail(FailureKind.SERVER_ERROR, 12, 0);
    fail(FailureKind.TIMEOUT, 20, 30 * SECOND);
    assertThat(breaker.open()).isTrue();
    assertThat(breaker.lost(600 * SECOND)).isNull();
    fail(FailureKind.SERVER_ERROR, 4, 600 * SECOND);
    assertThat(breaker.lost(600 * SECOND)).isEqualTo(FailureKind.SERVER_ERROR);
  }

  @Test
  void refusedKeyEndsEverything() {
    fail(FailureKind.AUTH, 3, 0);
    assertThat(breaker.lost(1)).isEqualTo(FailureKind.AUTH);
  }

  private void fail(FailureKind kind, int times, long now) {
    for (int i = 0; i < times; i++) {
      breaker.failed(kind, now);
    }
  }
}
