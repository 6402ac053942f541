package org.econspark.benchmark.grading.math;

/**
 * One piece of an answer.
 *
 * @param text digits of a number, name of a command without backslash, content of a text, or the
 *     sign itself
 */
record Token(Kind kind, String text) {

  enum Kind {
    NUMBER,
    /** A variable or constant of one letter. */
    NAME,
    /** A LaTeX command, or a word that stands for one ({@code sqrt}). */
    COMMAND,
    /** Words: a unit, or the answer itself. */
    TEXT,
    SIGN,
    /** {@code (}, {@code [}, <code>\{</code> as <code>{</code>, or an angle bracket. */
    OPEN,
    CLOSE,
    /** Braces that only group. */
    GROUP_OPEN,
    GROUP_CLOSE,
    BEGIN,
    END,
    /** Comma, semicolon, "and", "or": parts of a list. */
    SEPARATOR,
    ROW_END,
    CELL_END
  }

  boolean is(Kind wanted) {
    return kind == wanted;
  }

  boolean is(Kind wanted, String wantedText) {
    return kind == wanted && text.equals(wantedText);
  }
}
