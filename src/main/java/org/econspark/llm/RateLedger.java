package org.econspark.llm;

import java.io.Serializable;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongSupplier;

/**
 * The rate budget of one endpoint: hands out permits so that no more than the budget is used in any
 * 60 seconds. Where more is wanted than there is, each JVM gets its share by the number of its
 * tasks that wait; JVMs that ask for nothing leave theirs to the others.
 *
 * <p>A permit may be used for {@link #VALID_SECONDS} after it was granted. Grants therefore count
 * for that much longer than a minute: two calls that reach the server within 60 seconds were
 * granted within one window. Lives once for each job, on the driver; thread-safe.
 */
public final class RateLedger {
  static final int VALID_SECONDS = 2;
  private static final int WINDOW_SECONDS = 60 + VALID_SECONDS + 1;
  private static final int ACTIVE_SECONDS = 3;

  /** Permits that came back unused, with the second in which they were granted. */
  public record Refund(long second, int requests, long tokens) implements Serializable {}

  /**
   * What one JVM asks for.
   *
   * @param client names the JVM
   * @param tasks that wait in it
   */
  public record Ask(String client, int tasks, int requests, long tokens, List<Refund> refunds)
      implements Serializable {

    public Ask {
      refunds = List.copyOf(refunds);
    }
  }

  /**
   * @param second in which it was granted, on the ledger's clock
   */
  public record Grant(long second, int requests, long tokens) implements Serializable {}

  private record Waiting(long second, int tasks) {}

  private static final class Used {
    private long requests;
    private long tokens;
  }

  private final long requestsPerMinute;
  private final long tokensPerMinute;
  private final LongSupplier nanos;
  private final TreeMap<Long, Used> bySecond = new TreeMap<>();
  private final Map<String, Waiting> waiting = new HashMap<>();

  /**
   * @param requestsPerMinute 0 for no limit
   * @param tokensPerMinute 0 for no limit
   */
  public RateLedger(long requestsPerMinute, long tokensPerMinute, LongSupplier nanos) {
    this.requestsPerMinute = requestsPerMinute;
    this.tokensPerMinute = tokensPerMinute;
    this.nanos = nanos;
  }

  /** Takes back what is refunded and grants what may be used now; possibly nothing. */
  public synchronized Grant ask(Ask ask) {
    long now = Math.floorDiv(nanos.getAsLong(), 1_000_000_000L);
    bySecond.headMap(now - WINDOW_SECONDS, true).clear();
    for (Refund refund : ask.refunds()) {
      Used used = bySecond.get(refund.second());
      if (used != null) {
        used.requests -= refund.requests();
        used.tokens -= refund.tokens();
      }
    }
    waiting.values().removeIf(w -> now - w.second() > ACTIVE_SECONDS);
    if (ask.requests() == 0) {
      waiting.remove(ask.client());
      return new Grant(now, 0, 0);
    }
    waiting.put(ask.client(), new Waiting(now, Math.max(1, ask.tasks())));
    int all = waiting.values().stream().mapToInt(Waiting::tasks).sum();
    double share = Math.max(1, ask.tasks()) / (double) all;
    long requests = granted(ask.requests(), requestsPerMinute, usedRequests(), share);
    long tokens = granted(ask.tokens(), tokensPerMinute, usedTokens(), share);
    if (requests == 0 || tokens == 0 && ask.tokens() > 0) {
      return new Grant(now, 0, 0);
    }
    Used used = bySecond.computeIfAbsent(now, s -> new Used());
    used.requests += requests;
    used.tokens += tokens;
    return new Grant(now, (int) requests, tokens);
  }

  private static long granted(long wanted, long budget, long used, double share) {
    if (budget == 0) {
      return wanted;
    }
    long free = Math.max(0, budget - used);
    return Math.min(wanted, free == 0 ? 0 : Math.max(1, (long) (free * share)));
  }

  private long usedRequests() {
    return bySecond.values().stream().mapToLong(u -> u.requests).sum();
  }

  private long usedTokens() {
    return bySecond.values().stream().mapToLong(u -> u.tokens).sum();
  }
}
