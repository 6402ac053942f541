package org.econspark.spark;

import java.time.Duration;
import java.util.List;
import java.util.Locale;

/**
 * What a run would take.
 *
 * @param parts one for each benchmark and method
 * @param whole their sum
 * @param seconds by concurrency and rate limits of remote models; null where models compute here
 * @param tokensASecond written by one call of a remote model; assumed
 */
public record Estimate(List<Part> parts, Part whole, Long seconds, int tokensASecond) {

  /**
   * One method on one benchmark, or all of them.
   *
   * @param benchmark null for all
   * @param method null for all
   * @param promptTokens read
   * @param completionTokens written, likely
   * @param mostCompletionTokens written at most
   * @param costUsd likely cost; null where a model has no price
   * @param mostCostUsd at most; null where a model has no price
   */
  public record Part(
      String benchmark,
      String method,
      long calls,
      long promptTokens,
      long completionTokens,
      long mostCompletionTokens,
      Double costUsd,
      Double mostCostUsd) {

    /** One line for people. */
    @Override
    public String toString() {
      return String.format(
              Locale.ROOT,
              "estimate %s: %d calls, about %d tokens read, %d written (at most %d)",
              benchmark == null ? "in all" : benchmark + " " + method,
              calls,
              promptTokens,
              completionTokens,
              mostCompletionTokens)
          + (costUsd == null
              ? ""
              : String.format(
                  Locale.ROOT, ", %.2f US dollars (at most %.2f)", costUsd, mostCostUsd));
    }
  }

  /** Lines for people. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    parts.forEach(part -> text.append(part).append('\n'));
    text.append(whole);
    if (seconds != null) {
      Duration time = Duration.ofSeconds(seconds);
      text.append(
          String.format(
              Locale.ROOT,
              "%nestimate of time: %d h %d min %d s if a call writes %d tokens a second and"
                  + " 'max-concurrency' calls run at once",
              time.toHours(),
              time.toMinutesPart(),
              time.toSecondsPart(),
              tokensASecond));
    }
    return text.toString();
  }
}
