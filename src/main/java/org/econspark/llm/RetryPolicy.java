package org.econspark.llm;

import java.time.Duration;
import java.util.Optional;
import java.util.function.DoubleSupplier;

/**
 * How often a failed call is sent again and after what pause: exponential with full jitter, or what
 * the server asks for if that is longer, and a little more so that calls refused together do not
 * come back together. Refusals for load (429) are bounded by time alone: a limit for a minute lasts
 * longer than a few short pauses.
 *
 * <p>Source: Brooker 2015, Exponential Backoff and Jitter.
 *
 * @param attempts most times that a call is sent, without those refused for load
 * @param base upper bound of the first pause; each further one doubles it
 * @param cap no pause is longer unless the server asks for it
 * @param time no attempt begins later than that after the first one
 */
record RetryPolicy(int attempts, Duration base, Duration cap, Duration time) {
  /** What comes on top of a wish of the server is at most that share of it, or the usual bound. */
  private static final double SPREAD = 0.25;

  /**
   * Whether a further attempt may begin.
   *
   * @param failed attempts until now, without those refused for load
   * @param spent since the first one began
   * @param pause before the next one
   */
  boolean allows(int failed, Duration spent, Duration pause) {
    return failed < attempts && spent.plus(pause).compareTo(time) <= 0;
  }

  /**
   * @param attempt that just failed, from 1
   * @param asked the pause that the server asked for
   * @param random uniform in [0, 1)
   */
  Duration pause(int attempt, Optional<Duration> asked, DoubleSupplier random) {
    double bound = Math.min(cap.toMillis(), base.toMillis() * Math.pow(2, attempt - 1));
    double drawn = random.getAsDouble();
    long wish = asked.map(Duration::toMillis).orElse(0L);
    if (drawn * bound >= wish) {
      return Duration.ofMillis((long) (drawn * bound));
    }
    double spread = Math.max(bound, Math.min(cap.toMillis(), SPREAD * wish));
    return Duration.ofMillis(wish + (long) (drawn * spread));
  }
}
