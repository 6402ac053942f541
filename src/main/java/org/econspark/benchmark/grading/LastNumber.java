package org.econspark.benchmark.grading;

import java.util.Optional;

/** Finds numbers in running text, in one pass. */
final class LastNumber {

  private LastNumber() {}

  /** The first number of a short clause, as written. */
  static Optional<String> firstIn(String clause) {
    return scan(clause, true);
  }

  /** The last number of a text, as written. */
  static Optional<String> in(String text) {
    return scan(text, false);
  }

  private static Optional<String> scan(String text, boolean first) {
    Optional<String> found = Optional.empty();
    int i = 0;
    while (i < text.length()) {
      if ((i & 0xfff) == 0) {
        TimeLimit.check();
      }
      boolean digit = isDigit(text, i) || (text.charAt(i) == '.' && isDigit(text, i + 1));
      if (!digit || (i > 0 && isNamePart(text.charAt(i - 1)))) {
        i++;
        continue;
      }
      int end = endOfNumber(text, i);
      if (isDigit(text, end + 1) && text.charAt(end) == '/') {
        end = endOfNumber(text, end + 1);
      }
      found = Optional.of(text.substring(signStart(text, i), end));
      if (first) {
        return found;
      }
      i = end;
    }
    return found;
  }

  private static int endOfNumber(String text, int start) {
    int i = digitsEnd(text, start);
    while (i < text.length()
        && text.charAt(i) == ','
        && isDigit(text, i + 1)
        && digitsEnd(text, i + 1) == i + 4) {
      i += 4;
    }
    if (i < text.length() && text.charAt(i) == '.' && isDigit(text, i + 1)) {
      i = digitsEnd(text, i + 1);
    }
    return i;
  }

  private static int digitsEnd(String text, int start) {
    int i = start;
    while (isDigit(text, i)) {
      i++;
    }
    return i;
  }

  /** A minus belongs to the number unless it subtracts; a dollar may stand between. */
  private static int signStart(String text, int start) {
    int i = start - 1;
    if (i >= 0 && text.charAt(i) == '$') {
      i--;
    }
    if (i < 0 || (text.charAt(i) != '-' && text.charAt(i) != '\u2212')) {
      return start;
    }
    boolean operator =
        i > 0
            && (Character.isLetterOrDigit(text.charAt(i - 1))
                || ")]}%".indexOf(text.charAt(i - 1)) >= 0);
    return operator ? start : i;
  }

  private static boolean isDigit(String text, int i) {
    return i < text.length() && text.charAt(i) >= '0' && text.charAt(i) <= '9';
  }

  private static boolean isNamePart(char c) {
    return Character.isLetterOrDigit(c) || c == '_';
  }
}
