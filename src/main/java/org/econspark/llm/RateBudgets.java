package org.econspark.llm;

import java.io.Serializable;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Where the endpoints of this JVM get their permits from: the ledger of the job on the driver,
 * which a Spark plugin connects, or one of this JVM where nothing was connected.
 */
public final class RateBudgets {
  private static final RateBudgets SHARED = new RateBudgets();

  private final Map<Key, RateLedger> local = new ConcurrentHashMap<>();
  private volatile Source connected;

  /**
   * Names a budget: endpoints that are equal here share it.
   *
   * @param requestsPerMinute 0 for no limit
   * @param tokensPerMinute 0 for no limit
   */
  public record Key(String endpoint, long requestsPerMinute, long tokensPerMinute)
      implements Serializable {}

  /** Asks the job's ledger; may block for the time of a message. */
  @FunctionalInterface
  public interface Source {
    RateLedger.Grant ask(Key key, RateLedger.Ask ask);
  }

  /** That of this JVM. */
  public static RateBudgets shared() {
    return SHARED;
  }

  /** From now on permits come from there; null disconnects. */
  public void connect(Source source) {
    connected = source;
  }

  /** Answers from the ledgers of this JVM; what the driver does for its executors. */
  public RateLedger.Grant askHere(Key key, RateLedger.Ask ask) {
    return local
        .computeIfAbsent(
            key, k -> new RateLedger(k.requestsPerMinute(), k.tokensPerMinute(), System::nanoTime))
        .ask(ask);
  }

  RateLedger.Grant ask(Key key, RateLedger.Ask ask) {
    Source source = connected;
    return source == null ? askHere(key, ask) : source.ask(key, ask);
  }
}
