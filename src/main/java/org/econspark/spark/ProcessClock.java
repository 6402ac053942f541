package org.econspark.spark;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;

/** Wall time and, where all tasks run in this process, its processor time. */
final class ProcessClock {
  private static final double NANOS = 1e9;

  private final boolean local;
  private final long wall = System.nanoTime();
  private final long processor;

  /**
   * @param local whether Spark runs its tasks in this process
   */
  ProcessClock(boolean local) {
    this.local = local;
    this.processor = processorNanos();
  }

  double wallSeconds() {
    return (System.nanoTime() - wall) / NANOS;
  }

  /** Null where tasks run in other processes. */
  Double processorSeconds() {
    return local ? (Double) ((processorNanos() - processor) / NANOS) : null;
  }

  private static long processorNanos() {
    return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
        .getProcessCpuTime();
  }
}
