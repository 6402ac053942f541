package org.econspark.benchmark.travel;

/**
 * What became of one constraint.
 *
 * @param reason what is wrong, or what is missing to judge; empty where it holds or is not asked
 */
public record Judgement(Verdict verdict, String reason) {
  /** Only {@link #PASS} counts as held. */
  public enum Verdict {
    PASS,
    FAIL,
    /** The data at hand do not tell. */
    NOT_JUDGEABLE,
    /** A hard constraint of a plan that is not complete or not from the sandbox. */
    NOT_JUDGED,
    NOT_ASKED
  }

  private static final Judgement PASS = new Judgement(Verdict.PASS, "");
  private static final Judgement NOT_ASKED = new Judgement(Verdict.NOT_ASKED, "");
  private static final Judgement NOT_JUDGED =
      new Judgement(Verdict.NOT_JUDGED, "the plan is not complete or not from the sandbox");

  static Judgement pass() {
    return PASS;
  }

  static Judgement notAsked() {
    return NOT_ASKED;
  }

  static Judgement notJudged() {
    return NOT_JUDGED;
  }

  static Judgement fail(String reason) {
    return new Judgement(Verdict.FAIL, reason);
  }

  static Judgement notJudgeable(String reason) {
    return new Judgement(Verdict.NOT_JUDGEABLE, reason);
  }

  public boolean is(Verdict wanted) {
    return verdict == wanted;
  }
}
