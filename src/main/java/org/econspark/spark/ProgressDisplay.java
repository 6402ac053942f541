package org.econspark.spark;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * Shows on stderr how far a job is: a bar that is redrawn in a terminal; elsewhere plain lines,
 * when something has changed. Numbers grow as Spark tasks end.
 */
final class ProgressDisplay implements AutoCloseable {
  private static final int BAR = 24;
  private static final Duration TERMINAL_INTERVAL = Duration.ofMillis(500);
  private static final Duration LINE_INTERVAL = Duration.ofSeconds(10);

  private final ProgressCounters counters;
  private final String title;
  private final long total;
  private final PrintStream out;
  private final boolean terminal;
  private final long startNanos = System.nanoTime();
  private ProgressCounters.Reading shown;
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "econ-progress");
            thread.setDaemon(true);
            return thread;
          });

  ProgressDisplay(ProgressCounters counters, long total, PrintStream out, boolean terminal) {
    this("", counters, total, out, terminal);
  }

  /**
   * @param what is played, at the beginning of each line
   */
  ProgressDisplay(
      String what, ProgressCounters counters, long total, PrintStream out, boolean terminal) {
    this.title = what.isEmpty() ? "" : what + ": ";
    this.counters = counters;
    this.total = total;
    this.out = out;
    this.terminal = terminal;
    long interval = (terminal ? TERMINAL_INTERVAL : LINE_INTERVAL).toMillis();
    timer.scheduleAtFixedRate(this::show, interval, interval, TimeUnit.MILLISECONDS);
  }

  /** Whether stderr is a terminal, as the launcher found out; Java itself cannot tell. */
  static boolean terminal() {
    return Boolean.getBoolean("econ.terminal");
  }

  private synchronized void show() {
    ProgressCounters.Reading reading = counters.read();
    if (!terminal && reading.equals(shown)) {
      return;
    }
    shown = reading;
    String line =
        title + line(reading, total, Duration.ofNanos(System.nanoTime() - startNanos), terminal);
    if (terminal) {
      out.print("\r\u001b[K" + line);
    } else {
      out.println(line);
    }
    out.flush();
  }

  static String line(
      ProgressCounters.Reading reading, long total, Duration elapsed, boolean terminal) {
    double share = total == 0 ? 1 : Math.min(1, reading.done() / (double) total);
    double seconds = Math.max(1e-3, elapsed.toMillis() / 1e3);
    String accuracy =
        reading.accuracy().entrySet().stream()
            .map(e -> String.format(Locale.ROOT, "%s %.1f%%", e.getKey(), 100 * e.getValue()))
            .collect(Collectors.joining(", "));
    String bar =
        terminal
            ? "[" + "#".repeat((int) (share * BAR)) + ".".repeat(BAR - (int) (share * BAR)) + "] "
            : "";
    String eta =
        share == 0 || share == 1
            ? ""
            : ", " + seconds(Duration.ofSeconds((long) (seconds / share * (1 - share)))) + " left";
    return String.format(
        Locale.ROOT,
        "%s%d/%d episodes, %d failed, %d calls cached, %.0f tokens/s%s%s",
        bar,
        reading.done(),
        total,
        reading.failed(),
        reading.cachedCalls(),
        reading.tokens() / seconds,
        accuracy.isEmpty() ? "" : ", right so far: " + accuracy,
        eta);
  }

  private static String seconds(Duration duration) {
    return duration.toHours() > 0
        ? duration.toHours() + " h " + duration.toMinutesPart() + " min"
        : duration.toMinutes() > 0
            ? duration.toMinutes() + " min " + duration.toSecondsPart() + " s"
            : duration.toSeconds() + " s";
  }

  @Override
  public void close() {
    timer.shutdownNow();
    show();
    if (terminal) {
      out.println();
    }
  }
}
