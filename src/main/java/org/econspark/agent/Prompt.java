package org.econspark.agent;

import java.util.List;
import org.apache.commons.codec.digest.DigestUtils;
import org.econspark.llm.Message;

/**
 * What a model is shown.
 *
 * @param messages in order
 * @param answerRole the role it is to write
 * @param prefix beginning of the answer that is given; empty for none
 * @param stop texts that end the answer
 */
public record Prompt(List<Message> messages, String answerRole, String prefix, List<String> stop) {

  /** A prompt whose answer is written from beginning to end. */
  public Prompt(List<Message> messages, String answerRole) {
    this(messages, answerRole, "", List.of());
  }

  /** SHA-256 (hex) over roles, contents and the given beginning, the same on every machine. */
  public String hash() {
    StringBuilder text = new StringBuilder();
    for (Message message : messages) {
      text.append(message.role()).append('\u001f').append(message.content()).append('\u001e');
    }
    text.append(answerRole);
    if (!prefix.isEmpty()) {
      text.append('\u001e').append(prefix);
    }
    return DigestUtils.sha256Hex(text.toString());
  }
}
