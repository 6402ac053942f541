package org.econspark.llm;

import static java.util.Comparator.comparingDouble;

import java.io.Serializable;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongSupplier;

/**
 * The rate budget of one endpoint: hands out permits so that no more than the budget is used in any
 * 60 seconds. Only whole calls are granted: tokens that are too few for a call help nobody.
 *
 * <p>Where more is wanted than there is, waiting JVMs take turns by what each was granted lately
 * for each of its waiting tasks. A JVM may take what brings it level with the others, and always
 * one call if the next call of everyone who was served less still fits beside it, so that large
 * calls get their turn as well. JVMs that ask for nothing leave theirs to the others.
 *
 * <p>A permit may be used for {@link #VALID_SECONDS} after it was granted. Grants therefore count
 * for that much longer than a minute: two calls that reach the server within 60 seconds were
 * granted within one window. Lives once for each job, on the driver; thread-safe.
 */
public final class RateLedger {
  static final int VALID_SECONDS = 2;
  private static final int WINDOW_SECONDS = 60 + VALID_SECONDS + 1;
  private static final int ACTIVE_SECONDS = 3;

  /** What was granted that long ago counts half where turns are decided. */
  private static final double HALF_LIFE_SECONDS = 60;

  private static final int FORGOTTEN_SECONDS = 600;
  private static final double ROUNDING = 1e-9;

  /** Permits that came back unused, with the second in which they were granted. */
  public record Refund(long second, int requests, long tokens) implements Serializable {}

  /**
   * What one JVM asks for.
   *
   * @param client names the JVM
   * @param tasks that wait in it
   * @param tokens of all requests together, 0 where they are not limited
   * @param next tokens of the request that comes first
   */
  public record Ask(
      String client, int tasks, int requests, long tokens, long next, List<Refund> refunds)
      implements Serializable {

    public Ask {
      refunds = List.copyOf(refunds);
    }

    /** Tokens of each request after the first one, on average. */
    private long others() {
      return requests < 2 ? 0 : (tokens - next + requests - 2) / (requests - 1);
    }
  }

  /**
   * @param second in which it was granted, on the ledger's clock
   */
  public record Grant(long second, int requests, long tokens) {}

  /** What is known of one JVM. */
  private static final class Client {
    private long second;
    private int tasks = 1;
    private boolean waits;
    private long next;

    /** What each of its tasks was granted lately, as a share of the budget. */
    private double served;
  }

  private static final class Used {
    private long requests;
    private long tokens;
  }

  private final long requestsPerMinute;
  private final long tokensPerMinute;
  private final LongSupplier nanos;
  private final TreeMap<Long, Used> bySecond = new TreeMap<>();
  private final Map<String, Client> clients = new HashMap<>();
  private long fadedAt;

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
    fade(now);
    Client client = clients.computeIfAbsent(ask.client(), c -> new Client());
    client.second = now;
    client.tasks = Math.max(1, ask.tasks());
    client.next = ask.next();
    client.waits = ask.requests() > 0;
    ask.refunds().forEach(refund -> takeBack(client, refund));
    if (!client.waits) {
      return new Grant(now, 0, 0);
    }
    Grant grant = granted(now, ask, client);
    client.served += cost(grant.requests(), grant.tokens()) / client.tasks;
    if (grant.requests() > 0) {
      Used used = bySecond.computeIfAbsent(now, s -> new Used());
      used.requests += grant.requests();
      used.tokens += grant.tokens();
      client.next = ask.others();
      client.waits = grant.requests() < ask.requests();
    }
    return grant;
  }

  private Grant granted(long now, Ask ask, Client client) {
    List<Client> waiting =
        clients.values().stream().filter(c -> c.waits && now - c.second <= ACTIVE_SECONDS).toList();
    long freeRequests = free(requestsPerMinute, usedRequests());
    long freeTokens = free(tokensPerMinute, usedTokens());
    double level = level(waiting, freeRequests, freeTokens);
    for (Client other : waiting) {
      if (other.served < client.served) {
        freeRequests--;
        freeTokens -= other.next;
      }
    }
    int requests = 0;
    long tokens = 0;
    while (requests < ask.requests()) {
      long more = tokens + (requests == 0 ? ask.next() : ask.others());
      boolean fits = requests < freeRequests && more <= freeTokens;
      double served = client.served + cost(requests + 1L, more) / client.tasks;
      if (!fits || requests > 0 && served > level + ROUNDING) {
        break;
      }
      requests++;
      tokens = more;
    }
    return new Grant(now, requests, tokens);
  }

  /**
   * Up to where those served least could be filled with what is free; without bound for one that
   * waits alone.
   */
  private double level(List<Client> waiting, long freeRequests, long freeTokens) {
    if (waiting.size() == 1) {
      return Double.MAX_VALUE;
    }
    double filled =
        Math.min(
            requestsPerMinute == 0 ? 1 : freeRequests / (double) requestsPerMinute,
            tokensPerMinute == 0 ? 1 : freeTokens / (double) tokensPerMinute);
    int tasks = 0;
    double level = Double.MAX_VALUE;
    for (Client client : waiting.stream().sorted(comparingDouble(c -> c.served)).toList()) {
      if (client.served >= level) {
        break;
      }
      filled += client.served * client.tasks;
      tasks += client.tasks;
      level = filled / tasks;
    }
    return level;
  }

  private void takeBack(Client client, Refund refund) {
    Used used = bySecond.get(refund.second());
    if (used != null) {
      used.requests -= refund.requests();
      used.tokens -= refund.tokens();
      double back = cost(refund.requests(), refund.tokens()) / client.tasks;
      client.served = Math.max(0, client.served - back);
    }
  }

  private void fade(long now) {
    double factor = Math.pow(0.5, (now - fadedAt) / HALF_LIFE_SECONDS);
    fadedAt = now;
    clients.values().removeIf(c -> now - c.second > FORGOTTEN_SECONDS);
    clients.values().forEach(c -> c.served *= factor);
  }

  /** As a share of the budget; additive, so that refunds undo what was granted. */
  private double cost(long requests, long tokens) {
    return (requestsPerMinute == 0 ? 0 : requests / (double) requestsPerMinute)
        + (tokensPerMinute == 0 ? 0 : tokens / (double) tokensPerMinute);
  }

  private static long free(long budget, long used) {
    return budget == 0 ? Long.MAX_VALUE : Math.max(0, budget - used);
  }

  private long usedRequests() {
    return bySecond.values().stream().mapToLong(u -> u.requests).sum();
  }

  private long usedTokens() {
    return bySecond.values().stream().mapToLong(u -> u.tokens).sum();
  }
}
