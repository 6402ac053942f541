package org.econspark.benchmark.grading;

import java.util.Optional;
import java.util.regex.Pattern;
import org.econspark.benchmark.Grade;
import org.econspark.benchmark.Grader;
import org.econspark.benchmark.Problem;
import org.econspark.benchmark.grading.math.MathAnswer;

/** Grades mathematical answers in LaTeX or plain text by value; see {@link MathAnswer}. */
final class MathGrader implements Grader {
  static final MathGrader INSTANCE = new MathGrader();

  /** A word of prose, unlike a LaTeX command or a product of a few variables. */
  private static final Pattern WORD = Pattern.compile("(?<![\\\\A-Za-z])[A-Za-z]{4}");

  private static final int MAX_BARE_ANSWER = 60;

  private MathGrader() {}

  @Override
  public String name() {
    return "math";
  }

  @Override
  public String version() {
    return "2";
  }

  @Override
  public Optional<String> extract(String text) {
    Optional<String> stated = FinalAnswer.find(text, MathGrader::read);
    if (stated.isPresent() || Boxes.begun(text)) {
      return stated;
    }
    // A text that is nothing but an answer.
    String whole = text.strip();
    boolean bare =
        whole.length() <= MAX_BARE_ANSWER
            && whole.indexOf('\n') < 0
            && !FinalAnswer.isBlank(whole)
            && !WORD.matcher(whole).find();
    return bare && !MathAnswer.parse(whole).isText() ? Optional.of(whole) : Optional.empty();
  }

  /** The last formula of a clause, else the clause. */
  private static Optional<String> read(String clause) {
    String formula = clause;
    int open = FinalAnswer.unescapedDollar(clause, 0);
    while (open >= 0) {
      int close = FinalAnswer.unescapedDollar(clause, open + 1);
      if (close < 0) {
        break;
      }
      if (close > open + 1) {
        formula = clause.substring(open + 1, close);
      }
      open = FinalAnswer.unescapedDollar(clause, close + 1);
    }
    return FinalAnswer.isBlank(formula) ? Optional.of(clause) : Optional.of(formula.strip());
  }

  @Override
  public Optional<String> extractStrict(String text) {
    return FinalAnswer.strict(text);
  }

  @Override
  public Grade judge(String answer, Problem problem) {
    MathAnswer gold = MathAnswer.parse(problem.gold());
    MathAnswer given = MathAnswer.parse(answer);
    boolean correct = gold.accepts(given);
    String kind = gold.isText() || given.isText() ? "text" : "value";
    return Grade.of(answer, correct, (correct ? "same " : "different ") + kind);
  }

  @Override
  public String voteKey(String answer) {
    return MathAnswer.parse(answer).key();
  }
}
