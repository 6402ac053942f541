package org.econspark.llm;

import java.time.Duration;
import java.util.Optional;
import java.util.function.DoubleSupplier;

/**
 * How often a failed call is sent again and after what pause: exponential with full jitter, or what
 * the server asks for if that is longer.
 *
 * <p>Source: Brooker 2015, Exponential Backoff and Jitter.
 *
 * @param attempts most times that a call is sent
 * @param base upper bound of the first pause; each further one doubles it
 * @param cap no pause is longer, whatever the server asks for
 */
record RetryPolicy(int attempts, Duration base, Duration cap) {

  /**
   * @param attempt that just failed, from 1
   * @param asked what the server asked for
   * @param random uniform in [0, 1)
   */
  Duration pause(int attempt, Optional<Duration> asked, DoubleSupplier random) {
    double bound = Math.min(cap.toMillis(), base.toMillis() * Math.pow(2, attempt - 1));
    long millis = (long) (random.getAsDouble() * bound);
    long wanted = Math.max(millis, asked.map(Duration::toMillis).orElse(0L));
    return Duration.ofMillis(Math.min(wanted, cap.toMillis()));
  }
}
