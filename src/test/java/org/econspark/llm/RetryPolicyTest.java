package org.econspark.llm;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RetryPolicyTest {
  private final RetryPolicy policy =
      new RetryPolicy(5, Duration.ofMillis(100), Duration.ofMillis(1000), Duration.ofMinutes(2));

  @Test
  void upperBoundDoublesUpToTheCap() {
    for (int attempt = 1; attempt <= 6; attempt++) {
      long bound = Math.min(1000, 100L << (attempt - 1));
      assertThat(policy.pause(attempt, Optional.empty(), () -> 1.0))
          .isEqualTo(Duration.ofMillis(bound));
      assertThat(policy.pause(attempt, Optional.empty(), () -> 0.0)).isZero();
    }
  }

  @Test
  void longerWishOfTheServerCounts() {
    assertThat(policy.pause(1, Optional.of(Duration.ofMillis(700)), () -> 0.5))
        .isEqualTo(Duration.ofMillis(700));
    assertThat(policy.pause(1, Optional.of(Duration.ofSeconds(60)), () -> 0.5))
        .isEqualTo(Duration.ofSeconds(60));
  }

  @Test
  void attemptsAndTimeAreBounded() {
    Duration soon = Duration.ofSeconds(1);
    assertThat(policy.allows(4, soon, Optional.empty())).isTrue();
    assertThat(policy.allows(5, soon, Optional.empty())).isFalse();
    assertThat(policy.allows(1, Duration.ofSeconds(121), Optional.empty())).isFalse();
    assertThat(policy.allows(1, soon, Optional.of(Duration.ofMinutes(9)))).isFalse();
  }
}
