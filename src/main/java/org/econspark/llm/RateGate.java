package org.econspark.llm;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * The permits that this JVM holds for one endpoint. Calls take them without waiting; where there
 * are none, a background thread asks for more until every waiting call has got one. Thread-safe.
 */
final class RateGate {
  private static final Duration INTERVAL = Duration.ofMillis(100);
  private static final double VALID_NANOS = RateLedger.VALID_SECONDS * 1e9;

  /** Permits of one grant, not yet used. */
  private static final class Held {
    private final long second;
    private final long askedAt;
    private int requests;
    private long tokens;

    Held(long second, long askedAt, int requests, long tokens) {
      this.second = second;
      this.askedAt = askedAt;
      this.requests = requests;
      this.tokens = tokens;
    }
  }

  /** A permit in use. */
  record Permit(long second, long tokens) {}

  /**
   * Calls that wait for permits, read by the asking thread.
   *
   * @param next tokens of the call that leaves first
   */
  record Demand(int tasks, int requests, long tokens, long next) {}

  private final String client = UUID.randomUUID().toString();
  private final RateBudgets budgets;
  private final RateBudgets.Key key;
  private final ScheduledExecutorService background;
  private final Supplier<Demand> demand;
  private final Runnable granted;
  private final LongSupplier nanos;
  private final Deque<Held> held = new ArrayDeque<>();
  private final List<RateLedger.Refund> refunds = new ArrayList<>();
  private boolean asking;

  /** There was a reason to ask while a question was under way, which may not have heard of it. */
  private boolean again;

  /**
   * @param background may be blocked by asking
   * @param granted runs on it when permits have come
   */
  RateGate(
      RateBudgets budgets,
      RateBudgets.Key key,
      ScheduledExecutorService background,
      Supplier<Demand> demand,
      Runnable granted,
      LongSupplier nanos) {
    this.budgets = budgets;
    this.key = key;
    this.background = background;
    this.demand = demand;
    this.granted = granted;
    this.nanos = nanos;
  }

  /** A permit for one request of that many tokens, null if there is none now. */
  synchronized Permit take(long tokens) {
    expire();
    long needed = key.tokensPerMinute() == 0 ? 0 : tokens;
    long available = held.stream().mapToLong(h -> h.tokens).sum();
    Held first = held.stream().filter(h -> h.requests > 0).findFirst().orElse(null);
    if (first == null || available < needed) {
      ask();
      return null;
    }
    first.requests--;
    long second = first.second;
    long missing = needed;
    for (Held one : held) {
      long taken = Math.min(missing, one.tokens);
      if (taken > 0) {
        // What comes back must not count for longer than the oldest part of it did.
        second = Math.min(second, one.second);
      }
      one.tokens -= taken;
      missing -= taken;
    }
    return new Permit(second, needed);
  }

  /** The call that had this permit used fewer tokens, or more. */
  synchronized void settle(Permit permit, long usedTokens) {
    if (key.tokensPerMinute() > 0 && usedTokens != permit.tokens()) {
      refunds.add(new RateLedger.Refund(permit.second(), 0, permit.tokens() - usedTokens));
      ask();
    }
  }

  private void ask() {
    if (asking) {
      again = true;
    } else if (!background.isShutdown()) {
      asking = true;
      background.execute(this::askNow);
    }
  }

  private void askNow() {
    synchronized (this) {
      again = false;
    }
    Demand wanted = demand.get();
    RateLedger.Ask ask;
    synchronized (this) {
      expire();
      int requests = Math.max(0, wanted.requests() - held.stream().mapToInt(h -> h.requests).sum());
      long next = missing(wanted.next());
      // Tokens may be short where requests are not.
      int asked = requests == 0 && next > 0 ? 1 : requests;
      long tokens = requests == 0 ? next : missing(wanted.tokens());
      ask = new RateLedger.Ask(client, wanted.tasks(), asked, tokens, next, refunds);
      refunds.clear();
    }
    // The ledger counts from its grant, which may be long past when the answer is read.
    long askedAt = nanos.getAsLong();
    RateLedger.Grant grant = budgets.ask(key, ask);
    boolean more;
    synchronized (this) {
      if (grant.requests() > 0) {
        held.add(new Held(grant.second(), askedAt, grant.requests(), grant.tokens()));
      }
      more = ask.requests() > 0 || again;
      asking = more;
    }
    if (grant.requests() > 0) {
      granted.run();
    }
    if (more) {
      // What was asked for and not granted comes in time; what was not asked for may be there now.
      long pause = ask.requests() > 0 ? INTERVAL.toMillis() : 0;
      background.schedule(this::askNow, pause, TimeUnit.MILLISECONDS);
    }
  }

  /** What of these tokens is not held yet. */
  private long missing(long tokens) {
    return key.tokensPerMinute() == 0
        ? 0
        : Math.max(0, tokens - held.stream().mapToLong(h -> h.tokens).sum());
  }

  private void expire() {
    long now = nanos.getAsLong();
    while (!held.isEmpty() && now - held.peekFirst().askedAt > VALID_NANOS) {
      Held old = held.pollFirst();
      if (old.requests > 0 || old.tokens > 0) {
        refunds.add(new RateLedger.Refund(old.second, old.requests, old.tokens));
      }
    }
    held.removeIf(h -> h.requests == 0 && h.tokens == 0);
  }
}
