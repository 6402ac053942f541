package org.econspark.spark;

import java.util.List;
import org.econspark.llm.Message;

/**
 * What one role is asked on the first problem of a run.
 *
 * @param role who is asked, and for what
 * @param promptVersion of the set of prompts that it is from, as in the manifest
 * @param promptHash as in the table {@code responses}
 * @param answerRole the role that the model writes
 */
public record RolePrompt(
    String role,
    String promptVersion,
    String promptHash,
    List<Message> messages,
    String answerRole) {

  /** Lines for people, with a title. */
  @Override
  public String toString() {
    StringBuilder text =
        new StringBuilder(
            String.format(
                "== %s (prompts %s, prompt %s)\n",
                role, promptVersion, promptHash.substring(0, 12)));
    messages.forEach(m -> text.append("[" + m.role() + "] " + m.content() + "\n"));
    return text.append("[" + answerRole + "] ...").toString();
  }
}
