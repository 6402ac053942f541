package org.econspark.llm;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Which calls to one endpoint may be under way: those that wait, in fair order, leave when the
 * {@link AdaptiveLimit}, the {@link RateGate} and the {@link CircuitBreaker} allow it. A call that
 * pauses between two attempts holds no place. Sends nothing itself; thread-safe.
 */
final class CallAdmission {
  /** A call that takes that many times the usual time of its class is taken for stuck. */
  private static final double STUCK = 4;

  private static final long SHORTEST_TRIAL_NANOS = 100_000_000L;

  private final AdaptiveLimit limit;
  private final CircuitBreaker breaker;
  private final RateGate gate;
  private final FairQueue<PendingCall<?>> waiting = new FairQueue<>();
  private final Set<PendingCall<?>> underWay = new LinkedHashSet<>();
  private long waitingTokens;
  private boolean trialPlanned;
  private boolean closed;

  /**
   * @param gate of the rate budget, null without one
   */
  CallAdmission(AdaptiveLimit limit, CircuitBreaker breaker, RateGate gate) {
    this.limit = limit;
    this.breaker = breaker;
    this.gate = gate;
  }

  /**
   * @param leaving have taken their places and are to be sent
   * @param hopeless are to fail: the endpoint is lost or closed
   * @param lost why, null where it was closed
   * @param trialInNanos when to ask again because the breaker is open; 0 for never
   */
  record Departure(
      List<PendingCall<?>> leaving,
      List<PendingCall<?>> hopeless,
      FailureKind lost,
      long trialInNanos) {}

  /**
   * @param decides false where the call's other sending was answered or may still be
   * @param absent the endpoint is not there at all, which is not the call's fault
   * @param lost why the endpoint is given up; null while it is not
   * @param pause that the server asked for, of either sending
   */
  record Failure(boolean decides, boolean absent, FailureKind lost, Optional<Duration> pause) {}

  /**
   * @param first before what the same source queued earlier
   */
  synchronized void enqueue(PendingCall<?> call, boolean first) {
    if (first) {
      waiting.addFirst(call.source, call);
    } else {
      waiting.addLast(call.source, call);
    }
    waitingTokens += call.request.tokens();
  }

  /** Lets leave what may leave now. */
  synchronized Departure depart() {
    long now = System.nanoTime();
    FailureKind lost = breaker.lost(now);
    if (closed || lost != null) {
      waitingTokens = 0;
      return new Departure(List.of(), waiting.drain(), closed ? null : lost, 0);
    }
    List<PendingCall<?>> leaving = new ArrayList<>();
    while (waiting.size() > 0 && underWay.size() < limit.current() && breaker.admits(now)) {
      PendingCall<?> next = waiting.peek();
      if (!next.over()) {
        if (!takePermit(next)) {
          break;
        }
        leave(next, now);
        next.atFullLimit = underWay.size() >= limit.current() - 1;
        leaving.add(next);
      }
      waiting.poll();
      waitingTokens -= next.request.tokens();
    }
    long trial = 0;
    if (waiting.size() > 0 && breaker.open() && !trialPlanned) {
      trialPlanned = true;
      trial = Math.max(SHORTEST_TRIAL_NANOS, breaker.untilTrial(now));
    }
    return new Departure(leaving, List.of(), null, trial);
  }

  /** The time of {@link Departure#trialInNanos} has come. */
  synchronized void trialDue() {
    trialPlanned = false;
  }

  /**
   * Where nothing waits, the last calls alone hold a run up: second sendings, which have taken
   * their places, of those that take longer than this and much longer than usual. One at a time,
   * which counts as another attempt; one that was refused for load is followed by the next after as
   * long a time, one that failed otherwise at once.
   *
   * @param mostAttempts a call that was sent as often, without those refused, is not sent again
   */
  synchronized List<PendingCall<?>> stuck(Duration longest, int mostAttempts) {
    List<PendingCall<?>> again = new ArrayList<>();
    if (closed || waiting.size() > 0 || breaker.open()) {
      return again;
    }
    long now = System.nanoTime();
    for (PendingCall<?> call : List.copyOf(underWay)) {
      double usual = limit.usual(call.request.sizeClass());
      boolean isStuck =
          call.quietFor(now) > Math.max(longest.toNanos(), STUCK * usual)
              && call.askedPause(now).isEmpty();
      boolean mayHaveTwin =
          !call.isTwin()
              && !call.hasTwin()
              && !call.over()
              && call.attempts - call.refusals < mostAttempts;
      if (isStuck && mayHaveTwin && underWay.size() < limit.current()) {
        PendingCall<?> twin = call.sentAgain();
        if (!takePermit(twin)) {
          call.forgetTwin();
          break;
        }
        leave(twin, now);
        again.add(twin);
      }
    }
    return again;
  }

  /**
   * @param tokens that the call used
   */
  void answered(PendingCall<?> call, long latencyNanos, long tokens) {
    if (call.permit != null) {
      gate.settle(call.permit, tokens);
    }
    synchronized (this) {
      underWay.remove(call);
      call.first().answered = true;
      breaker.answered();
      if (tellsOfLimit(call)) {
        limit.answered(call.sentIn, call.request.sizeClass(), latencyNanos);
      }
    }
  }

  /** The endpoint answered a probe. */
  synchronized void answered() {
    breaker.answered();
  }

  synchronized Failure failed(PendingCall<?> call, CallFault fault) {
    underWay.remove(call);
    if (call.over()) {
      return new Failure(false, false, null, Optional.empty());
    }
    FailureKind kind = fault.kind();
    PendingCall<?> first = call.first();
    long now = System.nanoTime();
    fault.pause().ifPresent(pause -> first.pauseFor(pause, now));
    if (kind == FailureKind.RATE_LIMITED) {
      first.refused(now);
    }
    if (call.isTwin()) {
      first.forgetTwin();
    }
    breaker.failed(kind, now);
    boolean absent = breaker.open() && kind == FailureKind.UNREACHABLE;
    if (absent) {
      first.attempts--;
    }
    boolean load = kind == FailureKind.RATE_LIMITED || kind == FailureKind.TIMEOUT;
    if (tellsOfLimit(call) && load && !breaker.open()) {
      limit.refused(call.sentIn);
    }
    boolean decides = call.other() == null || !underWay.contains(call.other());
    return new Failure(decides, absent, breaker.lost(now), first.askedPause(now));
  }

  /** Calls that wait for permits. */
  synchronized RateGate.Demand demand() {
    PendingCall<?> next = waiting.peek();
    return new RateGate.Demand(
        waiting.sources(), waiting.size(), waitingTokens, next == null ? 0 : next.request.tokens());
  }

  /** From now on nothing leaves. */
  synchronized void close() {
    closed = true;
  }

  synchronized boolean closed() {
    return closed;
  }

  /** Whether nothing is under way. */
  synchronized boolean idle() {
    return underWay.isEmpty();
  }

  private boolean tellsOfLimit(PendingCall<?> call) {
    return call.atFullLimit || limit.starting() && waiting.size() > 0;
  }

  private boolean takePermit(PendingCall<?> call) {
    if (gate == null) {
      return true;
    }
    call.permit = gate.take(call.request.tokens());
    return call.permit != null;
  }

  private void leave(PendingCall<?> call, long now) {
    underWay.add(call);
    breaker.sent();
    call.sentAt = now;
    call.sentIn = limit.epoch();
    call.atFullLimit = false;
    PendingCall<?> first = call.first();
    first.attempts++;
    if (first.firstSent == 0) {
      first.firstSent = now;
    }
  }
}
