package org.econspark.rollout;

import java.io.Serializable;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.EnumMap;
import java.util.Map;

/**
 * Time that one thread spent computing, by what for: processor time of the thread, so that neither
 * waiting nor other tasks count. Mutable; one thread at a time.
 */
public final class WorkTimes implements Serializable {
  private static final long serialVersionUID = 1L;
  private static final double NANOS = 1e9;

  /** What the time went to. */
  public enum Kind {
    EXECUTORS,
    COORDINATOR,
    EMBEDDINGS,
    DECISIONS
  }

  private final Map<Kind, Long> nanos = new EnumMap<>(Kind.class);

  /** Processor time of this thread so far, in nanoseconds. */
  static long now() {
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    return threads.isCurrentThreadCpuTimeSupported()
        ? threads.getCurrentThreadCpuTime()
        : System.nanoTime();
  }

  void add(Kind kind, long spentNanos) {
    nanos.merge(kind, spentNanos, Long::sum);
  }

  public void add(WorkTimes other) {
    other.nanos.forEach(this::add);
  }

  public double seconds(Kind kind) {
    return nanos.getOrDefault(kind, 0L) / NANOS;
  }

  /** Time inside language models: everything but the decisions. */
  public double modelSeconds() {
    return seconds(Kind.EXECUTORS) + seconds(Kind.COORDINATOR) + seconds(Kind.EMBEDDINGS);
  }
}
