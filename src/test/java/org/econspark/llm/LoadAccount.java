package org.econspark.llm;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What a {@link LoadServer} was asked and how busy its slots were, from the arrival of the first
 * call to the end of the last one.
 */
public final class LoadAccount {
  private static final double FULL = 0.95;

  private final int slots;
  private final List<Arrival> arrivals = new ArrayList<>();
  private long answered;
  private long faulted;
  private int running;
  private int mostRunning;
  private double busyNanos;
  private double busyAtEnd;
  private long first;
  private long last;
  private long end;
  private long firstFull;
  private long lastFull;
  private double busyAtFirstFull;
  private double busyAtLastFull;

  private record Arrival(long nanos, int tokens) {}

  LoadAccount(int slots) {
    this.slots = slots;
  }

  synchronized void reset() {
    arrivals.clear();
    answered = 0;
    faulted = 0;
    mostRunning = running;
    busyNanos = 0;
    busyAtEnd = 0;
    first = 0;
    end = 0;
    firstFull = 0;
    lastFull = 0;
  }

  synchronized void arrived(int tokens) {
    advance();
    if (arrivals.isEmpty()) {
      first = last;
      busyNanos = 0;
    }
    arrivals.add(new Arrival(last, tokens));
  }

  synchronized void running(int now) {
    advance();
    if (running >= FULL * slots && firstFull > 0) {
      lastFull = last;
      busyAtLastFull = busyNanos;
    }
    running = now;
    mostRunning = Math.max(mostRunning, now);
    if (now >= FULL * slots && firstFull == 0) {
      firstFull = last;
      busyAtFirstFull = busyNanos;
    }
  }

  synchronized void answered() {
    advance();
    answered++;
    end = last;
    busyAtEnd = busyNanos;
  }

  synchronized void faulted() {
    faulted++;
  }

  private void advance() {
    long now = System.nanoTime();
    busyNanos += (double) running * (now - last);
    last = now;
  }

  /** Calls that arrived, those that were refused or went wrong included. */
  public synchronized long calls() {
    return arrivals.size();
  }

  /** Calls that were answered well. */
  public synchronized long answeredCalls() {
    return answered;
  }

  public synchronized long faultedCalls() {
    return faulted;
  }

  public synchronized int mostAtOnce() {
    return mostRunning;
  }

  /** Slots in use, averaged from first call to last answer, as a share of all. */
  public synchronized double busyShare() {
    return end <= first ? 0 : busyAtEnd / ((double) slots * (end - first));
  }

  /** Most calls that arrived within any stretch of that length. */
  public synchronized long mostCallsIn(Duration stretch) {
    return most(stretch, false);
  }

  /** Most tokens, prompt and allowed answer, that arrived within any stretch of that length. */
  public synchronized long mostTokensIn(Duration stretch) {
    return most(stretch, true);
  }

  private long most(Duration stretch, boolean tokens) {
    long most = 0;
    long sum = 0;
    int from = 0;
    for (Arrival arrival : arrivals) {
      sum += tokens ? arrival.tokens() : 1;
      while (arrival.nanos() - arrivals.get(from).nanos() >= stretch.toNanos()) {
        sum -= tokens ? arrivals.get(from).tokens() : 1;
        from++;
      }
      most = Math.max(most, sum);
    }
    return most;
  }

  /**
   * Seconds, shares and counts; ramp: until the slots were first full; drain: since they last were.
   */
  synchronized ObjectNode json() {
    ObjectNode json = new ObjectMapper().createObjectNode();
    json.put("calls", arrivals.size()).put("answered", answered).put("faulted", faulted);
    json.put("slots", slots).put("most_at_once", mostRunning);
    json.put("seconds", rounded((end - first) / 1e9));
    json.put("busy_share", rounded(busyShare()));
    if (firstFull > 0 && lastFull > firstFull) {
      json.put("ramp_s", rounded((firstFull - first) / 1e9));
      json.put("drain_s", rounded(Math.max(0, end - lastFull) / 1e9));
      json.put(
          "busy_share_between",
          rounded((busyAtLastFull - busyAtFirstFull) / ((double) slots * (lastFull - firstFull))));
    }
    return json;
  }

  private static double rounded(double value) {
    return Double.parseDouble(String.format(Locale.ROOT, "%.4f", value));
  }
}
