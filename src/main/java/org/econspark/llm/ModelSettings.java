package org.econspark.llm;

import java.io.Serializable;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Which model to use and how. Travels from the driver to the executors; holds the name of the
 * environment variable with the API key, never the key.
 *
 * @param provider {@code embedded}, {@code onnx}, {@code openai} or another found by ServiceLoader
 * @param model the embedded model's name, the folder of an exported one, or what the endpoint calls
 *     it
 * @param baseUrl of a remote model, e.g. {@code https://host/v1}; empty otherwise
 * @param apiKeyEnv environment variable that holds the key; empty for none
 * @param timeout for one call of a remote model
 * @param maxConcurrency most calls of a remote model under way at once
 * @param threads that compute one operator of a local model
 * @param batchSize most texts that a local model generates at a time
 * @param extra what only one provider knows, documented there
 */
public record ModelSettings(
    String provider,
    String model,
    String baseUrl,
    String apiKeyEnv,
    Duration timeout,
    int maxConcurrency,
    int threads,
    int batchSize,
    Map<String, String> extra)
    implements Serializable {

  public static final int DEFAULT_BATCH_SIZE = 96;
  public static final int DEFAULT_MAX_CONCURRENCY = 32;
  public static final Duration DEFAULT_TIMEOUT = Duration.ofMinutes(2);

  public ModelSettings {
    extra = Map.copyOf(extra);
    requirePositive("max-concurrency", maxConcurrency);
    requirePositive("threads", threads);
    requirePositive("batch-size", batchSize);
    if (timeout.isNegative() || timeout.isZero()) {
      throw new IllegalArgumentException("Invalid timeout " + timeout + ": expected above 0");
    }
  }

  /** A model of a provider with all else at its default. */
  public static ModelSettings of(String provider, String model) {
    return new ModelSettings(
        provider,
        model,
        "",
        "",
        DEFAULT_TIMEOUT,
        DEFAULT_MAX_CONCURRENCY,
        1,
        DEFAULT_BATCH_SIZE,
        Map.of());
  }

  /** The same with one more setting that only the provider knows. */
  public ModelSettings withExtra(String key, String value) {
    Map<String, String> more = new HashMap<>(extra);
    more.put(key, value);
    return new ModelSettings(
        provider, model, baseUrl, apiKeyEnv, timeout, maxConcurrency, threads, batchSize, more);
  }

  /** For logs: without the user part of the address and the values of {@link #extra}. */
  @Override
  public String toString() {
    Set<String> keys = new TreeSet<>(extra.keySet());
    return provider
        + " model "
        + model
        + (baseUrl.isEmpty() ? "" : " at " + baseUrl.replaceFirst("//[^/@]*@", "//"))
        + (keys.isEmpty() ? "" : " with " + String.join(", ", keys));
  }

  private static void requirePositive(String key, int value) {
    if (value < 1) {
      throw new IllegalArgumentException("Invalid " + key + " " + value + ": expected 1 or more");
    }
  }
}
