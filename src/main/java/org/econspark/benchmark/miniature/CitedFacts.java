package org.econspark.benchmark.miniature;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Facts stated in a question and quoted in its solutions: a line that quotes one opens with {@code
 * Fact:} and repeats it word for word, so that an invented or misread fact can be told.
 */
final class CitedFacts {
  private static final String MARK = "Fact: ";
  private static final String NUMBER = "(-?\\d{1,9}(?::\\d{2})?)";
  private static final Pattern COMPARISON =
      Pattern.compile(
          NUMBER
              + " is (at most|not more than|more than|above|not after|after|not before|before) "
              + NUMBER);

  private CitedFacts() {}

  /** The line that quotes a fact; the fact ends in a full stop. */
  static String cite(String fact) {
    return MARK + fact;
  }

  /** The facts in random order, then what is asked. */
  static String question(RandomGenerator random, List<String> facts, String asked) {
    return String.join(" ", Vocabulary.shuffled(random, facts)) + " " + asked;
  }

  /**
   * What first goes wrong in a solution besides its calculations: a quoted fact that the question
   * does not state ({@code no fact ...}), or a comparison that does not hold, turned round.
   */
  static Optional<String> firstFalse(String question, String text) {
    return firstUnstated(question, text)
        .map(fact -> "no fact " + fact)
        .or(() -> COMPARISON.matcher(text).results().flatMap(CitedFacts::turned).findFirst());
  }

  /** The true comparison, if the matched one does not hold. */
  private static Stream<String> turned(MatchResult match) {
    long left = minutes(match.group(1));
    long right = minutes(match.group(3));
    String relation = match.group(2);
    boolean holds =
        switch (relation) {
          case "at most", "not more than", "not after" -> left <= right;
          case "not before" -> left >= right;
          case "before" -> left < right;
          default -> left > right;
        };
    String truth =
        switch (relation) {
          case "at most", "not more than" -> "more than";
          case "not after" -> "after";
          case "not before" -> "before";
          case "before" -> "not before";
          case "after" -> "not after";
          default -> "not more than";
        };
    return holds
        ? Stream.empty()
        : Stream.of(match.group(1) + " is " + truth + " " + match.group(3));
  }

  /** A number, or the minutes of a clock time. */
  private static long minutes(String text) {
    int colon = text.indexOf(':');
    return colon < 0
        ? Long.parseLong(text)
        : Long.parseLong(text.substring(0, colon)) * 60 + Long.parseLong(text.substring(colon + 1));
  }

  /** The first quoted fact that the question does not state, without its full stop. */
  static Optional<String> firstUnstated(String question, String text) {
    return text.lines()
        .map(String::strip)
        .filter(line -> line.startsWith(MARK))
        .map(line -> line.substring(MARK.length()))
        .filter(fact -> !question.contains(fact))
        .map(fact -> fact.endsWith(".") ? fact.substring(0, fact.length() - 1) : fact)
        .findFirst();
  }

  /**
   * Compares in words and answers; the comparison is a tracked step.
   *
   * @param yesIfWithin whether {@code value <= limit} means yes
   */
  static MiniProblem.Solution verdict(
      Derivation d, List<String> lines, long value, long limit, boolean yesIfWithin) {
    boolean within = value <= limit;
    boolean claimed = d.choose(within, !within);
    List<String> all = new ArrayList<>(lines);
    all.add(
        value
            + (claimed
                ? d.wording(" is at most ", " is not more than ")
                : d.wording(" is more than ", " is above "))
            + limit
            + ".");
    return solution(all, claimed == yesIfWithin);
  }

  static MiniProblem.Solution solution(List<String> lines, boolean yes) {
    return new MiniProblem.Solution(List.copyOf(lines), yes ? "yes" : "no");
  }
}
