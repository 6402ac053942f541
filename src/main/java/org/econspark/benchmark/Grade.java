package org.econspark.benchmark;

import java.io.Serializable;

/**
 * The verdict on one text. Text, extracted answer and score stay apart, so that each can be
 * checked.
 *
 * @param answer what was read out of the text, null where there is no answer
 * @param verdict correct, wrong or no answer
 * @param score in [0, 1]; 1 exactly when correct for graders without partial credit
 * @param reason short, for people: why the verdict is what it is
 */
public record Grade(String answer, Verdict verdict, double score, String reason)
    implements Serializable {

  /** Having no answer differs from being wrong. */
  public enum Verdict {
    CORRECT,
    WRONG,
    NO_ANSWER
  }

  public boolean correct() {
    return verdict == Verdict.CORRECT;
  }

  public static Grade noAnswer(String reason) {
    return new Grade(null, Verdict.NO_ANSWER, 0, reason);
  }

  public static Grade of(String answer, boolean correct, String reason) {
    return new Grade(answer, correct ? Verdict.CORRECT : Verdict.WRONG, correct ? 1 : 0, reason);
  }
}
