package org.econspark.agent;

import java.util.List;
import org.apache.commons.codec.digest.DigestUtils;
import org.econspark.llm.Message;

/**
 * What a model is shown.
 *
 * @param messages in order
 * @param answerRole the role it is to write
 */
public record Prompt(List<Message> messages, String answerRole) {

  /** SHA-256 (hex) over roles and contents, the same on every machine. */
  public String hash() {
    StringBuilder text = new StringBuilder();
    for (Message message : messages) {
      text.append(message.role()).append('\u001f').append(message.content()).append('\u001e');
    }
    return DigestUtils.sha256Hex(text.append(answerRole).toString());
  }
}
