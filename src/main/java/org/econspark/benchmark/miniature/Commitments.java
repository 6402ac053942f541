package org.econspark.benchmark.miniature;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Writes what a coordinator should say about candidates: {@code 1 ok; 2 wrong, 12*4=48. \boxed{A}}.
 */
public final class Commitments {
  /** Characters for all candidates of one prompt, about 1,000 tokens. */
  private static final int ROOM = 2_400;

  private static final int LONGEST_CANDIDATE = 620;
  private static final int SHORTEST_CANDIDATE = 180;
  private static final String GAP = " ... ";

  private Commitments() {}

  /** The part that a coordinator reads of one of {@code count} candidates. */
  static String shortened(String candidate, int count) {
    return cut(candidate, room(count));
  }

  /** Characters that are shown of each of {@code count} candidates. */
  public static int room(int count) {
    return Math.max(SHORTEST_CANDIDATE, Math.min(LONGEST_CANDIDATE, ROOM / count));
  }

  /**
   * A candidate of at most {@code room} characters: all of it, or its first and last part, cut at
   * white space.
   */
  public static String cut(String candidate, int room) {
    if (candidate.length() <= room) {
      return candidate;
    }
    int head = room * 2 / 5;
    while (head > 0 && !Character.isWhitespace(candidate.charAt(head))) {
      head--;
    }
    int tail = candidate.length() - (room - room * 2 / 5 - GAP.length());
    while (tail < candidate.length() && !Character.isWhitespace(candidate.charAt(tail - 1))) {
      tail++;
    }
    return candidate.substring(0, head) + GAP + candidate.substring(tail);
  }

  /**
   * Verdict on every candidate and the first right answer.
   *
   * @param candidates as the coordinator reads them
   * @param answers the answer of each, empty where it gives none
   * @return empty if no answer is right
   */
  static Optional<String> text(
      MiniatureChecker checker, List<String> candidates, List<Optional<String>> answers) {
    List<String> verdicts = new ArrayList<>();
    String chosen = null;
    for (int i = 0; i < candidates.size(); i++) {
      Optional<String> right = answers.get(i).filter(checker::accepts);
      if (right.isPresent()) {
        chosen = chosen == null ? right.get() : chosen;
        verdicts.add(i + 1 + " ok");
      } else {
        verdicts.add(i + 1 + " wrong" + because(checker, candidates.get(i)));
      }
    }
    return Optional.ofNullable(chosen)
        .map(answer -> String.join("; ", verdicts) + ". \\boxed{" + answer + "}");
  }

  /** The reason of a verdict with its comma, or nothing. */
  static String because(MiniatureChecker checker, String candidate) {
    return checker.reason(candidate).map(reason -> ", " + reason).orElse("");
  }
}
