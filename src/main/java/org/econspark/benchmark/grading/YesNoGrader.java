package org.econspark.benchmark.grading;

import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.econspark.benchmark.Grade;
import org.econspark.benchmark.Grader;
import org.econspark.benchmark.Problem;

/** Grades yes/no questions; {@code true}, {@code correct} and their opposites count as well. */
final class YesNoGrader implements Grader {
  static final YesNoGrader INSTANCE = new YesNoGrader();

  private static final Set<String> YES = Set.of("yes", "true", "correct", "y", "yeah", "yep");
  private static final Set<String> NO = Set.of("no", "false", "incorrect", "n", "nope", "untrue");
  private static final Set<String> FILLER =
      Set.of("it", "is", "that", "this", "the", "statement", "answer", "probably", "likely", "so");
  private static final Set<String> CONNECTORS =
      Set.of("thus", "so", "therefore", "hence", "finally", "overall", "then");
  private static final Set<String> EMPHASIS =
      Set.of("absolutely", "definitely", "certainly", "surely", "indeed", "affirmative");

  /** What makes a leading "no" a part of something else: no one, no doubt. */
  private static final Set<String> AFTER_NO =
      Set.of(
          "one",
          "doubt",
          "evidence",
          "way",
          "reason",
          "longer",
          "matter",
          "idea",
          "information",
          "need",
          "more",
          "less",
          "other",
          "single");

  private static final int MAX_CLAUSE = 300;
  private static final Pattern WORD = Pattern.compile("\\p{L}++");

  private YesNoGrader() {}

  @Override
  public String name() {
    return "yes-no";
  }

  @Override
  public String version() {
    return "2";
  }

  @Override
  public Optional<String> extract(String text) {
    Optional<String> stated =
        FinalAnswer.find(text, c -> opening(c).isPresent() ? Optional.of(c) : Optional.empty());
    return stated.isPresent() || Boxes.begun(text) ? stated : spoken(text);
  }

  /** A text that opens its first or last line with yes or no, or ends with it. */
  private static Optional<String> spoken(String text) {
    String stripped = text.strip();
    String last = stripped.substring(stripped.lastIndexOf('\n') + 1).strip();
    for (String line : new String[] {tail(last), head(last), head(stripped)}) {
      Optional<String> found = interjection(line);
      if (found.isPresent()) {
        return found;
      }
    }
    return Optional.empty();
  }

  private static String head(String text) {
    int end = text.indexOf('\n');
    String line = end < 0 ? text : text.substring(0, end);
    return line.substring(0, Math.min(line.length(), MAX_CLAUSE));
  }

  /** The last word of a line, without what closes the sentence. */
  private static String tail(String line) {
    int end = line.length();
    while (end > 0 && !Character.isLetter(line.charAt(end - 1))) {
      end--;
    }
    int start = end;
    while (start > 0 && Character.isLetter(line.charAt(start - 1)) && end - start < 20) {
      start--;
    }
    if (between(line, start)) {
      return "";
    }
    boolean negated = line.substring(Math.max(0, start - 4), start).strip().equals("not");
    return (negated ? "not " : "") + line.substring(start, end);
  }

  /** Yes or no said by itself: followed by punctuation or nothing, unlike "no country". */
  private static Optional<String> interjection(String clause) {
    Matcher word = WORD.matcher(clause);
    boolean found = word.find();
    while (found && CONNECTORS.contains(Characters.lowerCase(word.group()))) {
      found = word.find();
    }
    if (!found) {
      return Optional.empty();
    }
    String said = clause.substring(word.start());
    String rest = clause.substring(word.end()).stripLeading();
    if (EMPHASIS.contains(Characters.lowerCase(word.group())) && rest.startsWith("not")) {
      return Optional.of(word.group() + " not");
    }
    boolean alone = rest.isEmpty() || ",.;:!*-\u2013\u2014".indexOf(rest.charAt(0)) >= 0;
    boolean negation = said.startsWith("not ") && said.length() < 20;
    if (!(alone || negation) || opening(said).isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(negation ? said : word.group());
  }

  /**
   * What a clause opens with: true for yes, false for no, empty for neither or for both at once.
   */
  private static Optional<Boolean> opening(String clause) {
    String plain = clause.replace("\\text", " ").replace("\\mathrm", " ").replace("\\mbox", " ");
    Matcher words = WORD.matcher(plain.substring(0, Math.min(plain.length(), MAX_CLAUSE)));
    boolean negated = false;
    boolean emphasised = false;
    boolean previousNo = false;
    Boolean first = null;
    for (int i = 0; words.find(); i++) {
      String word = Characters.lowerCase(words.group());
      if (previousNo && AFTER_NO.contains(word)) {
        return Optional.empty();
      }
      previousNo = word.equals("no");
      if (word.equals("not") && first == null) {
        negated = true;
      } else if (EMPHASIS.contains(word) && first == null && !emphasised) {
        emphasised = true;
      } else if (YES.contains(word) || NO.contains(word)) {
        boolean said = YES.contains(word) != negated;
        if (first == null) {
          if (i > 3) {
            return Optional.empty();
          }
          first = said;
        } else if (first != said && between(plain, words.start())) {
          return Optional.empty();
        }
      } else if (first == null && !FILLER.contains(word)) {
        return emphasised ? Optional.of(!negated) : Optional.empty();
      }
    }
    return first == null && emphasised ? Optional.of(!negated) : Optional.ofNullable(first);
  }

  /** "yes or no", "yes/no": a choice that was not made. */
  private static boolean between(String clause, int second) {
    String before = Characters.lowerCase(clause.substring(0, second).stripTrailing());
    return before.endsWith("/") || before.endsWith(" or") || before.endsWith(" and");
  }

  /** A box or a marked line that holds nothing but yes or no. */
  @Override
  public Optional<String> extractStrict(String text) {
    return FinalAnswer.strict(text)
        .filter(answer -> answer.equalsIgnoreCase("yes") || answer.equalsIgnoreCase("no"));
  }

  @Override
  public Grade judge(String answer, Problem problem) {
    Optional<Boolean> said = opening(answer);
    if (said.isEmpty()) {
      return Grade.of(answer, false, "the answer is neither yes nor no");
    }
    boolean correct = said.equals(opening(problem.gold()));
    return Grade.of(answer, correct, said.get() ? "says yes" : "says no");
  }

  @Override
  public String voteKey(String answer) {
    return opening(answer)
        .map(said -> said ? "yes" : "no")
        .orElseGet(() -> Characters.lowerCase(answer.strip()));
  }
}
