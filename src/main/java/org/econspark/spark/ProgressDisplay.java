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
  private final int columns;
  private final long startNanos = System.nanoTime();
  private ProgressCounters.Reading shown;
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "econ-progress");
            thread.setDaemon(true);
            return thread;
          });

  ProgressDisplay(ProgressCounters counters, long total, PrintStream out, int columns) {
    this("", counters, total, out, columns);
  }

  /**
   * @param what is played, at the beginning of each line
   * @param columns of the terminal that redraws a bar; 0 for plain lines
   */
  ProgressDisplay(
      String what, ProgressCounters counters, long total, PrintStream out, int columns) {
    this.title = what.isEmpty() ? "" : what + ": ";
    this.counters = counters;
    this.total = total;
    this.out = out;
    this.columns = columns;
    long interval = (columns > 0 ? TERMINAL_INTERVAL : LINE_INTERVAL).toMillis();
    timer.scheduleAtFixedRate(this::show, interval, interval, TimeUnit.MILLISECONDS);
  }

  /**
   * Columns of the terminal that stderr is, by the launcher, as Java cannot tell; 0 if it is none.
   */
  static int terminalColumns() {
    return Integer.getInteger("econ.terminal-columns", 0);
  }

  private synchronized void show() {
    ProgressCounters.Reading reading = counters.read();
    if (columns == 0 && reading.equals(shown)) {
      return;
    }
    shown = reading;
    String line =
        line(title, reading, total, Duration.ofNanos(System.nanoTime() - startNanos), columns);
    if (columns > 0) {
      out.print("\r\u001b[K" + line);
    } else {
      out.println(line);
    }
    out.flush();
  }

  static String line(
      String title, ProgressCounters.Reading reading, long total, Duration elapsed, int columns) {
    double share = total == 0 ? 1 : Math.min(1, reading.done() / (double) total);
    double seconds = Math.max(1e-3, elapsed.toMillis() / 1e3);
    String accuracy =
        reading.accuracy().entrySet().stream()
            .map(e -> String.format(Locale.ROOT, "%s %.1f%%", e.getKey(), 100 * e.getValue()))
            .collect(Collectors.joining(", "));
    String bar =
        columns > 0
            ? "[" + "#".repeat((int) (share * BAR)) + ".".repeat(BAR - (int) (share * BAR)) + "] "
            : "";
    String eta =
        share == 0 || share == 1
            ? ""
            : ", " + seconds(Duration.ofSeconds((long) (seconds / share * (1 - share)))) + " left";
    // A chunk that is played again counts again.
    String counts =
        String.format(
            Locale.ROOT,
            "%s%s%d/%d episodes, %d failed, %d calls cached, %.0f tokens/s",
            title,
            bar,
            Math.min(total, reading.done()),
            total,
            reading.failed(),
            reading.cachedCalls(),
            reading.tokens() / seconds);
    String right = accuracy.isEmpty() ? "" : ", right so far: " + accuracy;
    // A line that wraps could not be redrawn.
    return columns > 0
        ? cut(counts + cut(right, columns - 1 - counts.length() - eta.length()) + eta, columns - 1)
        : counts + right + eta;
  }

  private static String cut(String text, int length) {
    return text.substring(0, Math.max(0, Math.min(text.length(), length)));
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
    if (columns > 0) {
      out.println();
    }
  }
}
