package org.econspark.llm;

import java.io.Serializable;

/**
 * What a model answered.
 *
 * @param text the answer, without stop text or end marker
 * @param finishReason why it ended
 * @param promptTokens tokens read
 * @param completionTokens tokens written, the end marker included
 * @param meanLogprob mean natural-log probability of the written tokens under the model itself
 *     (temperature 1, no top-p or penalty); NaN where the backend does not tell
 * @param attempts how often the call was sent, 1 without retries
 * @param latencyMs from sending to the whole answer; of a batch, the batch's time
 * @param cached whether a stored answer was used
 * @param device that computed, e.g. {@code cpu} or {@code cuda:1}; the host for remote models
 */
public record Completion(
    String text,
    FinishReason finishReason,
    int promptTokens,
    int completionTokens,
    double meanLogprob,
    int attempts,
    long latencyMs,
    boolean cached,
    String device)
    implements Serializable {

  /** Why an answer ended. */
  public enum FinishReason {
    /** The end marker or a stop text. */
    STOP,
    /** The token limit. */
    LENGTH,
    /** The backend withheld the answer. */
    CONTENT_FILTER
  }
}
