package org.econspark.benchmark.grading;

import java.util.Optional;
import java.util.function.Function;

/**
 * Where a text states its final answer. The last complete box wins, even a blank one, which is no
 * answer; then the last {@code #### x}; then "the answer is x". A box that was begun and never
 * closed is a text cut off in its answer, hence no answer. All of it is linear in the text.
 */
final class FinalAnswer {
  private static final String WORD = "answer";
  private static final int MAX_PHRASES = 20;
  private static final int MAX_CLAUSE = 300;
  private static final int MAX_CUE_DISTANCE = 60;

  private FinalAnswer() {}

  /**
   * The stated answer.
   *
   * @param read the answer in a clause that is not boxed, or empty where the clause holds none
   */
  static Optional<String> find(String text, Function<String, Optional<String>> read) {
    Optional<String> box = Boxes.last(text);
    if (box.isPresent()) {
      return box.map(String::strip).filter(answer -> !isBlank(answer));
    }
    if (Boxes.begun(text)) {
      return Optional.empty();
    }
    Optional<String> marked = marked(text, read);
    return marked.isPresent() ? marked : phrased(text, read);
  }

  /**
   * The answer in one of the two forms that prompts and data sets ask for: the last complete box,
   * or else what follows the last {@code ####} on its line.
   */
  static Optional<String> strict(String text) {
    if (Boxes.begun(text)) {
      return Boxes.last(text).map(String::strip).filter(answer -> !isBlank(answer));
    }
    int mark = text.lastIndexOf("####");
    return mark < 0
        ? Optional.empty()
        : Optional.of(line(text, mark + 4).strip()).filter(answer -> !isBlank(answer));
  }

  /** Nothing but white space, LaTeX spaces, dollars and empty groups. */
  static boolean isBlank(String answer) {
    String rest = answer.replace("\\text", "").replace("\\mbox", "").replace("\\quad", "");
    return rest.chars()
        .allMatch(c -> Character.isWhitespace(c) || "{}$~\\,;:!?._-".indexOf(c) >= 0);
  }

  private static Optional<String> marked(String text, Function<String, Optional<String>> read) {
    int mark = text.lastIndexOf("####");
    for (int tries = 0; mark >= 0 && tries < MAX_PHRASES; tries++) {
      Optional<String> answer = readClause(line(text, mark + 4), read);
      if (answer.isPresent()) {
        return answer;
      }
      mark = mark == 0 ? -1 : text.lastIndexOf("####", mark - 1);
    }
    return Optional.empty();
  }

  private static Optional<String> phrased(String text, Function<String, Optional<String>> read) {
    int tries = 0;
    for (int i = text.length() - WORD.length(); i >= 0 && tries < MAX_PHRASES; i--) {
      if (!text.regionMatches(true, i, WORD, 0, WORD.length())) {
        continue;
      }
      tries++;
      int start = afterCue(text, i + WORD.length());
      Optional<String> answer =
          start < 0 ? Optional.empty() : readClause(clause(text, start), read);
      if (answer.isPresent()) {
        return answer;
      }
    }
    return Optional.empty();
  }

  /**
   * Behind the first {@code is}, {@code are}, colon or equals sign that follows; -1 without one.
   */
  private static int afterCue(String text, int from) {
    int end = Math.min(text.length(), from + MAX_CUE_DISTANCE);
    for (int i = from; i < end; i++) {
      char c = text.charAt(i);
      if (c == ':' || c == '=') {
        return i + 1;
      }
      if (c == '\n' || c == '.') {
        return -1;
      }
      if (c == ' ' && (text.startsWith("is", i + 1) || text.startsWith("are", i + 1))) {
        int next = i + (text.charAt(i + 1) == 'i' ? 3 : 4);
        if (next >= text.length() || !Character.isLetter(text.charAt(next))) {
          return text.startsWith(":", next) ? next + 1 : next;
        }
      }
    }
    return -1;
  }

  /** What follows up to the end of the sentence, on this line or after blank lines. */
  private static String clause(String text, int from) {
    int start = from;
    while (start < text.length()
        && (Character.isWhitespace(text.charAt(start)) || "*_:".indexOf(text.charAt(start)) >= 0)) {
      start++;
    }
    String line = line(text, start);
    if (line.startsWith("$")) {
      int opening = line.startsWith("$$") ? 2 : 1;
      int close = unescapedDollar(line, opening);
      // A single dollar is currency.
      return close > opening ? line.substring(opening, close) : line;
    }
    for (int i = 0; i + 1 < line.length(); i++) {
      if (".!?".indexOf(line.charAt(i)) >= 0 && Character.isWhitespace(line.charAt(i + 1))) {
        return line.substring(0, i);
      }
    }
    return line;
  }

  /** Where the next dollar stands that is no currency sign of LaTeX; -1 if there is none. */
  static int unescapedDollar(String text, int from) {
    int dollar = text.indexOf('$', from);
    while (dollar > 0 && text.charAt(dollar - 1) == '\\') {
      dollar = text.indexOf('$', dollar + 1);
    }
    return dollar;
  }

  private static Optional<String> readClause(
      String clause, Function<String, Optional<String>> read) {
    String stripped = clause.strip();
    int start = 0;
    int end = stripped.length();
    while (end > start && "*_`.\" ".indexOf(stripped.charAt(end - 1)) >= 0) {
      end--;
    }
    while (start < end && "*_`\" ".indexOf(stripped.charAt(start)) >= 0) {
      start++;
    }
    String answer = stripped.substring(start, end);
    return isBlank(answer) ? Optional.empty() : read.apply(answer);
  }

  private static String line(String text, int from) {
    int end = text.indexOf('\n', from);
    int stop = end < 0 ? text.length() : end;
    return text.substring(from, Math.min(stop, from + MAX_CLAUSE));
  }
}
