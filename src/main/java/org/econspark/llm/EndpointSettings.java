package org.econspark.llm;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.econspark.error.EconException;

/**
 * How an endpoint is talked to. Models with equal settings share one {@link Endpoint} and with it
 * connections, limits and budget.
 *
 * @param address up to and including {@code /v1}; {@link ExecutorServer#PLACE} for the server
 *     beside this Spark executor
 * @param key where the API key is
 * @param timeout for one request, from sending it to the last byte of its answer
 * @param maxConcurrency most calls under way at once
 * @param maxAttempts most times that a call is sent, without those refused with 429
 * @param retryTime no further attempt begins later than that after the first one
 * @param retryBase upper bound of the first pause between attempts
 * @param retryCap upper bound of every pause that the server did not ask for
 * @param hedgeAfter a call that takes longer, and much longer than usual, is sent a second time
 *     when the endpoint has nothing else to do; zero never does
 * @param giveUpAfter how long an endpoint that does not answer at all is waited for
 * @param requestsPerMinute of all JVMs of the job together, 0 for no limit
 * @param tokensPerMinute likewise
 */
record EndpointSettings(
    URI address,
    ApiKey key,
    Duration timeout,
    int maxConcurrency,
    int maxAttempts,
    Duration retryTime,
    Duration retryBase,
    Duration retryCap,
    Duration hedgeAfter,
    Duration giveUpAfter,
    long requestsPerMinute,
    long tokensPerMinute) {

  /**
   * Reads the keys of {@link ModelSettings#extra} that concern endpoints: {@code max-attempts},
   * {@code retry-time-ms}, {@code retry-base-ms}, {@code retry-cap-ms}, {@code hedge-after-ms},
   * {@code give-up-after-ms}, {@code requests-per-minute}, {@code tokens-per-minute}, {@code
   * api-key-file}.
   *
   * @throws EconException if the address is no URL or a number is none
   */
  static EndpointSettings of(ModelSettings settings) {
    Map<String, String> extra = settings.extra();
    return new EndpointSettings(
        address(settings.baseUrl()),
        new ApiKey(settings.apiKeyEnv(), extra.getOrDefault("api-key-file", "")),
        settings.timeout(),
        settings.maxConcurrency(),
        (int) number(extra, "max-attempts", 8, 1),
        Duration.ofMillis(number(extra, "retry-time-ms", 600_000, 1)),
        Duration.ofMillis(number(extra, "retry-base-ms", 250, 1)),
        Duration.ofMillis(number(extra, "retry-cap-ms", 30_000, 1)),
        Duration.ofMillis(number(extra, "hedge-after-ms", 1_000, 0)),
        Duration.ofMillis(number(extra, "give-up-after-ms", 120_000, 0)),
        number(extra, "requests-per-minute", 0, 0),
        number(extra, "tokens-per-minute", 0, 0));
  }

  /** Host and port for messages and results. */
  String host() {
    return address.getHost() == null ? address.toString() : address.getHost();
  }

  RetryPolicy retries() {
    return new RetryPolicy(maxAttempts, retryBase, retryCap, retryTime);
  }

  private static URI address(String baseUrl) {
    String trimmed = baseUrl.replaceFirst("/+$", "");
    if (trimmed.equals(ExecutorServer.ADDRESS)) {
      return ExecutorServer.PLACE;
    }
    if (!trimmed.matches("https?://[^/\\s@]+(/\\S*)?")) {
      throw EconException.usage(
          "Invalid 'base-url' '"
              + baseUrl.replaceFirst("//[^/@]*@", "//")
              + "': expected http(s)://host[:port]/v1 without user or password, or '"
              + ExecutorServer.ADDRESS
              + "'.");
    }
    try {
      return URI.create(trimmed);
    } catch (IllegalArgumentException e) {
      throw EconException.usage("Invalid 'base-url' '" + trimmed + "': " + e.getMessage() + ".");
    }
  }

  private static long number(Map<String, String> extra, String key, long otherwise, long least) {
    String text = extra.get(key);
    if (text == null) {
      return otherwise;
    }
    if (!text.matches("\\d{1,12}") || Long.parseLong(text) < least) {
      throw EconException.usage(
          "Invalid '" + key + "' '" + text + "': expected a whole number from " + least + " on.");
    }
    return Long.parseLong(text);
  }
}
