package org.econspark.benchmark.grading;

import java.time.Duration;
import java.util.function.Supplier;

/**
 * A hard limit on the time that one judgement takes. The loops that do the work ask {@link #check}
 * as they go, so a judgement ends by itself wherever it stands; no thread is started or stopped.
 */
public final class TimeLimit {
  /** Deadline of the judgement that each thread is busy with; none is {@link #NONE}. */
  private static final ThreadLocal<TimeLimit> CURRENT = ThreadLocal.withInitial(TimeLimit::new);

  private static final long NONE = Long.MAX_VALUE;

  private long deadline = NONE;

  private TimeLimit() {}

  /**
   * Does some work within a limit; a limit that is already running stays in force.
   *
   * @param expired what to answer where the time is up
   */
  static <T> T within(Duration limit, Supplier<T> work, Supplier<T> expired) {
    TimeLimit current = CURRENT.get();
    if (current.deadline != NONE) {
      return work.get();
    }
    current.deadline = System.nanoTime() + limit.toNanos();
    try {
      return work.get();
    } catch (ExpiredException e) {
      return expired.get();
    } finally {
      current.deadline = NONE;
    }
  }

  /** Ends the judgement of this thread if its time is up; does nothing outside of one. */
  public static void check() {
    long deadline = CURRENT.get().deadline;
    if (deadline != NONE && System.nanoTime() - deadline > 0) {
      throw new ExpiredException();
    }
  }

  /** Ends one judgement; never leaves {@link #within}. */
  private static final class ExpiredException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    ExpiredException() {
      super("the time is up", null, false, false);
    }
  }
}
