package org.econspark.llm;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class CallFaultTest {
  private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");

  @Test
  void retryAfterIsReadAsSecondsAndAsDate() {
    assertThat(CallFault.retryAfter("1.5", NOW)).contains(Duration.ofMillis(1500));
    assertThat(CallFault.retryAfter("Sun, 22 Nov 2026 10:00:30 GMT", NOW))
        .contains(Duration.ofSeconds(30));
    assertThat(CallFault.retryAfter("Sun, 22 Nov 2026 09:59:00 GMT", NOW)).isEmpty();
    assertThat(CallFault.retryAfter("soon", NOW)).isEmpty();
  }
}
