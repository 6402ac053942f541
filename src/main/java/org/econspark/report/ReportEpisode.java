package org.econspark.report;

import java.util.List;

/**
 * One episode with its calls.
 *
 * @param status {@code ok}, {@code no_answer} or {@code failed}
 * @param correct null if the episode failed
 * @param flip against the compared run
 * @param comparedAnswer answer of the compared run where the verdict flipped, else null
 * @param tokens read and written by all calls
 * @param calls in the order they were made
 */
public record ReportEpisode(
    String benchmark,
    String method,
    String problemId,
    int repeat,
    String question,
    String kind,
    String level,
    String gold,
    String answer,
    String status,
    Boolean correct,
    String errorKind,
    String error,
    Flip flip,
    String comparedAnswer,
    int rounds,
    String stopReason,
    Double agreement,
    Double reward,
    long tokens,
    List<ReportCall> calls) {

  /** What a reader wants to see first: what changed, then what failed, then what was wrong. */
  int interest() {
    if (flip != Flip.NONE) {
      return 0;
    }
    return switch (status) {
      case "failed" -> 1;
      case "no_answer" -> 2;
      default -> Boolean.FALSE.equals(correct) ? 3 : 4;
    };
  }
}
