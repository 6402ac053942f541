package org.econspark.llm;

import java.util.List;

/** How a list of messages becomes the tokens that a model reads. Thread-safe. */
interface PromptFormat {

  /** {@code chat} or {@code miniature}; see {@link ModelIdentity#promptStyle}. */
  String style();

  /**
   * The prompt up to the place where the model writes. Contents are data: markers inside them have
   * no effect.
   *
   * @param prefix given beginning of the answer; empty for none
   * @throws LlmException of kind {@link FailureKind#REJECTED} if the model knows no such role
   */
  int[] encode(List<Message> messages, String answerRole, String prefix);

  /** The prompt of an answer that is written from its beginning. */
  default int[] encode(List<Message> messages, String answerRole) {
    return encode(messages, answerRole, "");
  }
}
