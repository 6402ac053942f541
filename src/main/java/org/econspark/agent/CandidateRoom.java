package org.econspark.agent;

import java.util.List;
import java.util.regex.Pattern;
import org.econspark.benchmark.miniature.Commitments;
import org.econspark.llm.Message;

/**
 * Cuts candidates as the embedded models were trained to read them, and further where there are so
 * many that a prompt would leave no room for its answer in the models' context.
 */
final class CandidateRoom {
  /** Most tokens of prompt and answer together. */
  private static final int CONTEXT = 2_048;

  /** Tokens kept for a commitment or a whole solution; few are longer. */
  private static final int ANSWER = 300;

  /** Most tokens of the markers of a message, and its number. */
  private static final int MARKERS = 6;

  /** Characters that a candidate keeps in any case: nearly always its answer. */
  private static final int LEAST = 60;

  /** What the models' tokenizer never joins. */
  private static final Pattern PIECES =
      Pattern.compile(" ?\\p{L}+|\\p{N}| ?[^\\s\\p{L}\\p{N}]|\\s");

  /** Measured on solutions: 1.03 on average, 1.11 at most. */
  private static final double TOKENS_OF_A_PIECE = 1.1;

  private CandidateRoom() {}

  /**
   * @param before messages of the prompt that stand before the candidates
   * @return what is shown of each candidate
   */
  static List<String> shown(List<Message> before, List<String> candidates) {
    if (candidates.isEmpty()) {
      return candidates;
    }
    double free =
        CONTEXT - ANSWER - before.stream().mapToDouble(m -> MARKERS + tokens(m.content())).sum();
    int room = Commitments.room(candidates.size());
    List<String> shown = cut(candidates, room);
    while (room > LEAST && shown.stream().mapToDouble(c -> MARKERS + tokens(c)).sum() > free) {
      room = Math.max(LEAST, room * 9 / 10);
      shown = cut(candidates, room);
    }
    return shown;
  }

  private static List<String> cut(List<String> candidates, int room) {
    return candidates.stream().map(candidate -> Commitments.cut(candidate, room)).toList();
  }

  private static double tokens(String text) {
    return TOKENS_OF_A_PIECE * PIECES.matcher(text).results().count();
  }
}
