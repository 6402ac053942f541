package org.econspark.benchmark.grading;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/** Finds {@code \boxed{...}} and {@code \fbox{...}} by counting braces, in one pass. */
public final class Boxes {

  private Boxes() {}

  /**
   * The content of the complete box that starts last, which may be blank; empty if none is
   * complete. {@code \boxed 5} without braces holds what follows up to white space or a dollar.
   */
  public static Optional<String> last(String text) {
    // Each open brace; those of boxes hold the position after the brace, others -1.
    Deque<Integer> open = new ArrayDeque<>();
    int bestStart = -1;
    int bestEnd = -1;
    int i = 0;
    while (i < text.length()) {
      if ((i & 0xfff) == 0) {
        TimeLimit.check();
      }
      char c = text.charAt(i);
      if (c == '\\') {
        int content = contentStart(text, i);
        if (content < 0) {
          // An escaped character, braces among them, is text.
          i += 2;
        } else if (content < text.length() && text.charAt(content) == '{') {
          open.push(content + 1);
          i = content + 1;
        } else {
          int end = bareEnd(text, content);
          if (end > content) {
            bestStart = content;
            bestEnd = end;
          }
          i = Math.max(end, i + 2);
        }
      } else {
        if (c == '{') {
          open.push(-1);
        } else if (c == '}' && !open.isEmpty()) {
          int start = open.pop();
          if (start > bestStart) {
            bestStart = start;
            bestEnd = i;
          }
        }
        i++;
      }
    }
    return bestStart < 0 ? Optional.empty() : Optional.of(text.substring(bestStart, bestEnd));
  }

  /** True if a box was at least begun; a text cut off inside its box has no answer. */
  public static boolean begun(String text) {
    for (int i = text.indexOf('\\'); i >= 0; i = text.indexOf('\\', i + 1)) {
      if (contentStart(text, i) >= 0) {
        return true;
      }
    }
    return false;
  }

  /** Where the content of a box command at i begins, spaces skipped; -1 if it is no box command. */
  private static int contentStart(String text, int i) {
    int end;
    if (text.startsWith("\\boxed", i)) {
      end = i + "\\boxed".length();
    } else if (text.startsWith("\\fbox", i)) {
      end = i + "\\fbox".length();
    } else {
      return -1;
    }
    if (end < text.length() && Character.isLetter(text.charAt(end))) {
      return -1;
    }
    while (end < text.length() && (text.charAt(end) == ' ' || text.charAt(end) == '\n')) {
      end++;
    }
    return end;
  }

  private static int bareEnd(String text, int start) {
    int end = start;
    while (end < text.length()
        && text.charAt(end) != '$'
        && text.charAt(end) != '}'
        && !Character.isWhitespace(text.charAt(end))) {
      end++;
    }
    while (end > start && ".,;:".indexOf(text.charAt(end - 1)) >= 0) {
      end--;
    }
    return end;
  }
}
