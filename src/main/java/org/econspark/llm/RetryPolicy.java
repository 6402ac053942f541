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
 * @param cap no pause is longer unless the server asks for it
 * @param time no attempt begins later than that after the first one
 */
record RetryPolicy(int attempts, Duration base, Duration cap, Duration time) {

  /**
   * Whether a further attempt may begin.
   *
   * @param attempt that just failed, from 1
   * @param spent since the first one began
   * @param asked the pause that the server asked for
   */
  boolean allows(int attempt, Duration spent, Optional<Duration> asked) {
    return attempt < attempts && spent.plus(asked.orElse(Duration.ZERO)).compareTo(time) <= 0;
  }

  /**
   * @param attempt that just failed, from 1
   * @param asked the pause that the server asked for
   * @param random uniform in [0, 1)
   */
  Duration pause(int attempt, Optional<Duration> asked, DoubleSupplier random) {
    double bound = Math.min(cap.toMillis(), base.toMillis() * Math.pow(2, attempt - 1));
    long millis = (long) (random.getAsDouble() * bound);
    return Duration.ofMillis(Math.max(millis, asked.map(Duration::toMillis).orElse(0L)));
  }
}
