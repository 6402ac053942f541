package org.econspark.benchmark;

import java.util.Optional;

/**
 * Reads an answer out of a text and compares it with the gold answer: two steps, so that votes,
 * reports and later re-grading can use each alone. Stateless and thread-safe; never throws on any
 * text, and {@link org.econspark.benchmark.grading.Graders} bounds the time it takes.
 */
public interface Grader {
  /** Name used by {@link Problem#grader}. */
  String name();

  /** Changes whenever a verdict may change. */
  String version();

  /** The final answer as written, or empty; looks for it in every wording known. */
  Optional<String> extract(String text);

  /** The final answer only where the text gives it in the asked form, or empty. */
  Optional<String> extractStrict(String text);

  /**
   * Compares an answer with {@link Problem#gold}.
   *
   * @param answer as one of the extractions returned it
   */
  Grade judge(String answer, Problem problem);

  /** Verdict on a whole text: {@link #extract}, then {@link #judge}. */
  default Grade grade(String text, Problem problem) {
    return extract(text)
        .map(answer -> judge(answer, problem))
        .orElseGet(() -> Grade.noAnswer("no stated answer found"));
  }

  /**
   * Verdict on a whole text that must keep to the asked form.
   *
   * @param flexible what {@link #grade} said of the same text; its verdict is taken over where both
   *     read the same answer
   */
  default Grade gradeStrict(String text, Problem problem, Grade flexible) {
    Optional<String> answer = extractStrict(text);
    if (answer.isEmpty()) {
      return Grade.noAnswer("not in the asked form");
    }
    return answer.get().equals(flexible.answer()) ? flexible : judge(answer.get(), problem);
  }

  /**
   * A key that is equal for two answers of the same value ({@code 1/2} and {@code 0.5}), for
   * counting votes.
   *
   * @param answer as {@link #extract} returned it
   */
  String voteKey(String answer);
}
