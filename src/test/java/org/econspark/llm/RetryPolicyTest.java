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
  void longerWishOfTheServerCountsAndIsSpread() {
    assertThat(policy.pause(1, Optional.of(Duration.ofMillis(40)), () -> 0.5))
        .isEqualTo(Duration.ofMillis(50));
    Optional<Duration> wish = Optional.of(Duration.ofMillis(800));
    assertThat(policy.pause(1, wish, () -> 0)).isEqualTo(Duration.ofMillis(800));
    assertThat(policy.pause(1, wish, () -> 0.5)).isEqualTo(Duration.ofMillis(900));
    assertThat(policy.pause(3, wish, () -> 0.5)).isEqualTo(Duration.ofMillis(1000));
    assertThat(policy.pause(1, Optional.of(Duration.ofSeconds(60)), () -> 0.5))
        .as("the cap bounds what comes on top")
        .isEqualTo(Duration.ofMillis(60_500));
  }

  @Test
  void attemptsAndTimeAreBounded() {
    Duration soon = Duration.ofSeconds(1);
    assertThat(policy.allows(4, soon, Duration.ZERO)).isTrue();
    assertThat(policy.allows(5, soon, Duration.ZERO)).isFalse();
    assertThat(policy.allows(1, Duration.ofSeconds(121), Duration.ZERO)).isFalse();
    assertThat(policy.allows(1, soon, Duration.ofMinutes(9))).isFalse();
  }
}
