package org.econspark.llm;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.econspark.error.EconException;

/**
 * The format of the embedded models: each message is the special token {@code <|role|>}, its
 * content, then {@code <|end|>}; the answer follows a bare {@code <|answerRole|>} and ends with
 * {@code <|end|>}.
 */
final class MiniaturePromptFormat implements PromptFormat {
  static final String STYLE = "miniature";
  static final String END = "<|end|>";

  private final TextCodec codec;
  private final int end;

  /**
   * @throws EconException if the tokenizer lacks the end marker
   */
  MiniaturePromptFormat(TextCodec codec, String tokenizerName) {
    this.codec = codec;
    this.end =
        codec
            .marker(END)
            .orElseThrow(
                () ->
                    EconException.model(
                        "Invalid tokenizer "
                            + tokenizerName
                            + ": prompt style 'miniature' needs the special token "
                            + END
                            + "; train the tokenizer again or remove 'prompt_style'.",
                        null));
  }

  @Override
  public String style() {
    return STYLE;
  }

  @Override
  public int[] encode(List<Message> messages, String answerRole, String prefix) {
    List<int[]> parts = new ArrayList<>();
    for (Message message : messages) {
      parts.add(new int[] {roleMarker(message.role())});
      parts.add(codec.encodeData(message.content()));
      parts.add(new int[] {end});
    }
    parts.add(new int[] {roleMarker(answerRole)});
    parts.add(codec.encodeData(prefix));
    int[] ids = new int[parts.stream().mapToInt(p -> p.length).sum()];
    int length = 0;
    for (int[] part : parts) {
      System.arraycopy(part, 0, ids, length, part.length);
      length += part.length;
    }
    return ids;
  }

  private int roleMarker(String role) {
    OptionalInt marker = codec.marker("<|" + role + "|>");
    if (marker.isEmpty() || marker.getAsInt() == end) {
      throw new LlmException(
          FailureKind.REJECTED,
          1,
          "Cannot render a message of role '"
              + role
              + "': the model has no token <|"
              + role
              + "|>; use the roles it was trained on, such as question, strategy, solution.",
          null);
    }
    return marker.getAsInt();
  }
}
