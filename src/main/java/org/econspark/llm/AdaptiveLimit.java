package org.econspark.llm;

import java.util.HashMap;
import java.util.Map;

/**
 * How many calls an endpoint is given at once. Tries more while that answers more calls a second,
 * fewer where calls are refused or wait in the server's own queue, and goes back where a trial did
 * not help: refusals that have nothing to do with the number of calls do not slow a run down.
 *
 * <p>By Little's law the rate at a limit L with mean latency W is L / W, so latencies alone tell
 * whether a trial helped. Calls of different length are told apart by their class, and only calls
 * that were sent at the full limit count. Once the best limit is found, a quarter more is kept in
 * flight, so that the server always has a next call at hand.
 *
 * <p>At the start nothing is known of the server: if it worked at its best already, k times the
 * calls would take k times as long each. The limit therefore grows at once by as much as leaves
 * calls well within their longest time, which is much for quick calls and little for long ones.
 *
 * <p>Not thread-safe.
 */
final class AdaptiveLimit {
  /** A server that works on few calls at once must not be given more than it can answer in time. */
  private static final int START = 8;

  /** From there on trials decide; until then, only that no call may take too long. */
  private static final double STARTED_SHARE = 0.25;

  private static final int LEAST_STARTED = 64;

  /** While starting, calls may come to take that share of the longest time. */
  private static final double SAFE_SHARE = 1 / 3.0;

  private static final int FEWEST_CALLS = 20;

  /** A share is told from another less easily than a latency. */
  private static final int FEWEST_CALLS_ON_REFUSALS = 60;

  private static final double SPARE = 1.25;
  private static final double REFUSALS = 0.05;
  private static final double MOSTLY_REFUSED = 0.5;
  private static final int LONGEST_WAIT = 64;

  private enum Trial {
    NONE,
    MORE,
    FEWER_FOR_REFUSALS,
    FEWER_FOR_LATENCY
  }

  private static final class Latencies {
    private double sum;
    private int count;
  }

  private final int most;
  private final double longest;
  private final int started;
  private final Map<Integer, Double> usual = new HashMap<>();
  private final Map<Integer, Latencies> seen = new HashMap<>();
  private int limit;
  private int before;
  private int epoch;
  private int answered;
  private int refused;
  private double refusedBefore;
  private Trial trial = Trial.NONE;
  private boolean doubling = true;
  private int waitForMore;
  private int nextWaitForMore = 8;
  private int waitForFewer = LONGEST_WAIT;
  private int waitAfterRefusals;
  private boolean starting;

  /**
   * @param longest that a call may take, in the unit of the latencies
   */
  AdaptiveLimit(int most, double longest) {
    this.most = most;
    this.longest = longest;
    this.started = Math.min(most, Math.max(LEAST_STARTED, (int) (STARTED_SHARE * most)));
    this.limit = Math.min(most, START);
    this.starting = limit < started;
  }

  /** While this is so, all answers tell something that come while others wait to be sent. */
  boolean starting() {
    return starting;
  }

  int current() {
    return limit;
  }

  /** Changes whenever the limit changes; a call keeps the one that it was sent under. */
  int epoch() {
    return epoch;
  }

  /**
   * @param sentIn epoch of the call
   * @param sizeClass calls of one class take about equally long
   */
  void answered(int sentIn, int sizeClass, double latency) {
    if (sentIn == epoch) {
      Latencies latencies = seen.computeIfAbsent(sizeClass, c -> new Latencies());
      latencies.sum += latency;
      latencies.count++;
      answered++;
      maybeDecide();
    }
  }

  /** Mean latency of a class in the unit that was given, NaN if it is not known yet. */
  double usual(int sizeClass) {
    return usual.getOrDefault(sizeClass, Double.NaN);
  }

  /** A call was refused for load or timed out. */
  void refused(int sentIn) {
    if (sentIn == epoch) {
      refused++;
      maybeDecide();
    }
  }

  private void maybeDecide() {
    if (starting) {
      if (answered + refused >= limit) {
        grow();
      }
      return;
    }
    int fewest = trial == Trial.FEWER_FOR_REFUSALS ? FEWEST_CALLS_ON_REFUSALS : FEWEST_CALLS;
    if (answered + refused >= Math.max(limit, fewest)) {
      decide();
    }
  }

  /** Calls under way go on counting: the epoch stays the same until the start is over. */
  private void grow() {
    double sum = seen.values().stream().mapToDouble(latencies -> latencies.sum).sum();
    double safe = limit * SAFE_SHARE * longest * answered / Math.max(sum, Double.MIN_NORMAL);
    int to = (int) Math.min(started, safe);
    boolean safeToGrow = to == started || to > limit * SPARE;
    learn();
    if (safeToGrow && refused == 0) {
      limit = to;
      answered = 0;
      seen.clear();
    }
    if (!safeToGrow) {
      doubling = false;
      waitForFewer = 1;
    }
    if (!safeToGrow || refused > 0 || limit == started) {
      starting = false;
      restart();
    }
  }

  private void decide() {
    double share = refused / (double) (answered + refused);
    double slowdown = slowdown();
    switch (trial) {
      case NONE -> {
        learn();
        next(share);
      }
      case MORE -> {
        double growth = limit / (double) before;
        double gain = growth / slowdown;
        if (share > refusedBefore + REFUSALS + uncertainty()) {
          doubling = false;
          settle(before);
        } else if (gain >= 1 + 0.3 * (growth - 1)) {
          learn();
          nextWaitForMore = 8;
          next(share);
        } else {
          doubling = false;
          settle(Math.max(before, Math.min(limit, (int) Math.ceil(before * gain * SPARE))));
        }
      }
      case FEWER_FOR_REFUSALS -> {
        // Where most calls are refused, the limit may be so far off that a quarter shows nothing
        // yet.
        if (share > MOSTLY_REFUSED || share < 0.8 * refusedBefore - uncertainty()) {
          doubling = false;
          learn();
          next(share);
        } else {
          waitAfterRefusals = 20;
          settle(before);
        }
      }
      case FEWER_FOR_LATENCY -> {
        double gain = limit / (double) before / slowdown;
        if (gain >= 0.97) {
          learn();
          waitForFewer = 1;
          settle((int) Math.ceil(limit * SPARE));
        } else {
          waitForFewer = LONGEST_WAIT;
          settle(before);
        }
      }
    }
  }

  /** Starts the next trial or goes on for an epoch. */
  private void next(double share) {
    waitForMore--;
    waitForFewer--;
    waitAfterRefusals--;
    refusedBefore = share;
    if (share >= REFUSALS && waitAfterRefusals <= 0 && limit > 1) {
      tryLimit(Trial.FEWER_FOR_REFUSALS, Math.max(1, (int) (limit * 0.75)));
    } else if (limit < most && (doubling || waitForMore <= 0)) {
      tryLimit(
          Trial.MORE,
          Math.min(most, doubling ? 2 * limit : Math.max(limit + 1, (int) (limit * SPARE))));
    } else if (waitForFewer <= 0 && limit > 2) {
      tryLimit(Trial.FEWER_FOR_LATENCY, Math.max(1, (int) (limit * 0.64)));
    } else {
      trial = Trial.NONE;
      restart();
    }
  }

  private void tryLimit(Trial which, int to) {
    trial = which;
    before = limit;
    limit = to;
    restart();
  }

  private void settle(int to) {
    if (trial == Trial.MORE) {
      waitForMore = nextWaitForMore;
      nextWaitForMore = Math.min(LONGEST_WAIT, 2 * nextWaitForMore);
    }
    trial = Trial.NONE;
    limit = to;
    restart();
  }

  private void restart() {
    epoch++;
    answered = 0;
    refused = 0;
    seen.clear();
  }

  /** Mean latency of this epoch over the usual one, class by class; 1 where nothing is known. */
  private double slowdown() {
    double sum = 0;
    int count = 0;
    for (Map.Entry<Integer, Latencies> entry : seen.entrySet()) {
      Double reference = usual.get(entry.getKey());
      if (reference != null && reference > 0) {
        sum += entry.getValue().sum / reference;
        count += entry.getValue().count;
      }
    }
    return count == 0 ? 1 : sum / count;
  }

  /** Two standard errors of the share of refusals. */
  private double uncertainty() {
    double p = Math.max(REFUSALS, refusedBefore);
    return 2 * Math.sqrt(p * (1 - p) / (answered + refused));
  }

  private void learn() {
    seen.forEach((sizeClass, latencies) -> usual.put(sizeClass, latencies.sum / latencies.count));
  }
}
