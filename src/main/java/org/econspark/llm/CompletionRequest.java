package org.econspark.llm;

import java.io.Serializable;
import java.util.List;

/**
 * One call of a language model.
 *
 * @param messages the prompt, in order
 * @param answerRole the role whose text the model writes, {@code assistant} for chat models
 * @param controls how tokens are drawn
 * @param seed of the random numbers of this call alone, so that an answer does not depend on the
 *     calls beside it
 * @param maxTokens most tokens to write
 * @param stop texts that end the answer; they are not part of it
 * @param prefix beginning of the answer, given and data like the messages; the model goes on from
 *     its end and the completion leaves it out; usually empty
 * @param callId where this call stands in the run, e.g. {@code gsm8k-0042/executor-2/round-1}; for
 *     messages and logs only
 */
public record CompletionRequest(
    List<Message> messages,
    String answerRole,
    SamplingControls controls,
    long seed,
    int maxTokens,
    List<String> stop,
    String prefix,
    String callId)
    implements Serializable {

  /** A request whose answer is written from its beginning. */
  public CompletionRequest(
      List<Message> messages,
      String answerRole,
      SamplingControls controls,
      long seed,
      int maxTokens,
      List<String> stop,
      String callId) {
    this(messages, answerRole, controls, seed, maxTokens, stop, "", callId);
  }

  public CompletionRequest {
    messages = List.copyOf(messages);
    stop = List.copyOf(stop);
    if (messages.isEmpty()) {
      throw new IllegalArgumentException("Invalid request " + callId + ": no messages");
    }
    if (maxTokens < 1) {
      throw new IllegalArgumentException(
          "Invalid max tokens " + maxTokens + " of request " + callId + ": expected 1 or more");
    }
  }
}
