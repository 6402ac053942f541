package org.econspark.benchmark.grading;

import java.util.Optional;
import org.econspark.benchmark.Grade;
import org.econspark.benchmark.Grader;
import org.econspark.benchmark.Problem;

/** Grades short texts: equal but for case, white space, LaTeX text commands and a final point. */
final class ExactGrader implements Grader {
  static final ExactGrader INSTANCE = new ExactGrader();

  private ExactGrader() {}

  @Override
  public String name() {
    return "exact";
  }

  @Override
  public String version() {
    return "1";
  }

  @Override
  public Optional<String> extract(String text) {
    return FinalAnswer.find(text, Optional::of);
  }

  @Override
  public Optional<String> extractStrict(String text) {
    return FinalAnswer.strict(text);
  }

  @Override
  public Grade judge(String answer, Problem problem) {
    boolean correct = voteKey(answer).equals(voteKey(problem.gold()));
    return Grade.of(answer, correct, correct ? "same text" : "different text");
  }

  @Override
  public String voteKey(String answer) {
    String plain = answer.replace("\\text", "").replace("\\mbox", "").replace("\\mathrm", "");
    plain = plain.replace("{", "").replace("}", "").replace("$", "");
    plain = Characters.lowerCase(String.join(" ", plain.strip().split("\\s++")));
    return plain.endsWith(".") ? plain.substring(0, plain.length() - 1) : plain;
  }
}
