package org.econspark.llm;

import java.nio.charset.StandardCharsets;
import java.util.List;

/** Finds stop texts in a growing answer, also where one spreads over several tokens. */
final class StopDetector {
  private final TextCodec codec;
  private final List<String> stops;
  private final int window;

  StopDetector(TextCodec codec, List<String> stops) {
    this.codec = codec;
    this.stops = stops.stream().filter(s -> !s.isEmpty()).toList();
    // A token holds a byte or more, so a stop text that just ended began within as many tokens.
    this.window =
        stops.stream().mapToInt(s -> s.getBytes(StandardCharsets.UTF_8).length).max().orElse(0);
  }

  /**
   * Whether the text of the first {@code length} tokens holds a stop text, given that it grew by
   * one.
   */
  boolean stopsAt(int[] ids, int length) {
    if (stops.isEmpty()) {
      return false;
    }
    String tail = codec.decode(ids, Math.max(0, length - window), length);
    // The end of the text is looked at first because it is short; only the whole text decides.
    return position(tail) >= 0 && position(codec.decode(ids, 0, length)) >= 0;
  }

  /** The text before its first stop text. */
  String cut(String text) {
    int position = position(text);
    return position < 0 ? text : text.substring(0, position);
  }

  private int position(String text) {
    int first = -1;
    for (String stop : stops) {
      int at = text.indexOf(stop);
      if (at >= 0 && (first < 0 || at < first)) {
        first = at;
      }
    }
    return first;
  }
}
