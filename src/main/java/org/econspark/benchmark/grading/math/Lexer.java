package org.econspark.benchmark.grading.math;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.econspark.benchmark.grading.TimeLimit;
import org.econspark.benchmark.grading.math.Token.Kind;

/**
 * Cuts an answer into tokens. Layout (spaces, {@code \left}, dollars) disappears; thousands
 * separators are told from list commas by the digits around them.
 */
final class Lexer {
  private static final Set<String> LAYOUT =
      Set.of(
          "left",
          "right",
          "quad",
          "qquad",
          "displaystyle",
          "textstyle",
          "limits",
          "big",
          "Big",
          "bigl",
          "bigr",
          "Bigl",
          "Bigr",
          "bigg",
          "Bigg",
          "middle",
          "rm",
          "bf",
          "it",
          "hfill");
  private static final Set<String> TEXTS =
      Set.of(
          "text",
          "mbox",
          "textbf",
          "textit",
          "textrm",
          "texttt",
          "mathrm",
          "mathbf",
          "mathit",
          "mathsf",
          "mathbb",
          "mathcal",
          "operatorname",
          "hbox",
          "emph",
          "boldsymbol",
          "vec",
          "overrightarrow",
          "hat");
  private static final Set<String> WORDS =
      Set.of(
          "sqrt",
          "sin",
          "cos",
          "tan",
          "cot",
          "sec",
          "csc",
          "log",
          "ln",
          "exp",
          "arcsin",
          "arccos",
          "arctan",
          "pi",
          "infty",
          "infinity",
          "inf",
          "abs",
          "cbrt");
  private static final Set<String> UNITS =
      Set.of(
          "cm", "mm", "km", "ft", "in", "kg", "mg", "lb", "lbs", "oz", "mi", "hr", "hrs", "min",
          "sec", "mph", "sq", "deg", "pm", "am", "yd", "gal", "ml", "day", "usd", "cup");
  private static final Set<String> SHORT_WORDS =
      Set.of("no", "yes", "odd", "all", "not", "the", "is", "are", "of");
  private static final Map<String, String> SAME =
      Map.ofEntries(
          Map.entry("dfrac", "frac"),
          Map.entry("tfrac", "frac"),
          Map.entry("cfrac", "frac"),
          Map.entry("leq", "le"),
          Map.entry("leqslant", "le"),
          Map.entry("geq", "ge"),
          Map.entry("geqslant", "ge"),
          Map.entry("lt", "<"),
          Map.entry("gt", ">"),
          Map.entry("neq", "ne"),
          Map.entry("infinity", "infty"),
          Map.entry("inf", "infty"),
          Map.entry("ast", "times"),
          Map.entry("dbinom", "binom"),
          Map.entry("tbinom", "binom"),
          Map.entry("lvert", "|"),
          Map.entry("rvert", "|"),
          Map.entry("vert", "|"),
          Map.entry("degree", "circ"),
          Map.entry("sim", "approx"),
          Map.entry("simeq", "approx"));

  private static final String OVERLINE = "\\overline{";

  private final String text;
  private final List<Token> tokens = new ArrayList<>();
  private int at;
  private int depth;

  private Lexer(String text) {
    this.text = text;
  }

  /**
   * @param text normalised to ASCII where it can be
   * @throws UnreadableAnswerException if a brace of a text command does not close
   */
  static List<Token> tokens(String text) {
    Lexer lexer = new Lexer(text);
    lexer.run(0);
    return lexer.tokens;
  }

  private void run(int nesting) {
    while (at < text.length()) {
      TimeLimit.check();
      char c = text.charAt(at);
      if (Character.isWhitespace(c) || c == '$' || c == '~') {
        at++;
      } else if (isDigit(at) || (c == '.' && isDigit(at + 1))) {
        number();
      } else if (Character.isLetter(c)) {
        word();
      } else if (c == '\\') {
        command(nesting);
      } else {
        at++;
        sign(c);
      }
    }
  }

  private void sign(char c) {
    switch (c) {
      case '(', '[' -> open(String.valueOf(c));
      case ')', ']' -> close(String.valueOf(c));
      case '{' -> add(Kind.GROUP_OPEN, "{");
      case '}' -> add(Kind.GROUP_CLOSE, "}");
      case ',', ';' -> add(Kind.SEPARATOR, ",");
      case '&' -> add(Kind.CELL_END, "&");
      case '*' -> {
        if (at < text.length() && text.charAt(at) == '*') {
          at++;
          add(Kind.SIGN, "^");
        } else {
          add(Kind.COMMAND, "times");
        }
      }
      case '<', '>' -> {
        boolean orEqual = at < text.length() && text.charAt(at) == '=';
        at += orEqual ? 1 : 0;
        add(Kind.COMMAND, !orEqual ? String.valueOf(c) : c == '<' ? "le" : "ge");
      }
      default -> add(Kind.SIGN, String.valueOf(c));
    }
  }

  private void open(String bracket) {
    depth++;
    add(Kind.OPEN, bracket);
  }

  private void close(String bracket) {
    depth--;
    add(Kind.CLOSE, bracket);
  }

  private void number() {
    int start = at;
    StringBuilder digits = new StringBuilder(digits());
    boolean groups = at - start <= 3 && !(digits.length() > 1 && digits.charAt(0) == '0');
    while (groups) {
      int length = separatorLength();
      if (length == 0) {
        break;
      }
      at += length;
      digits.append(digits());
    }
    if (at < text.length() && text.charAt(at) == '.' && isDigit(at + 1)) {
      at++;
      digits.append('.').append(digits());
    } else if (at + 1 == text.length() && text.charAt(at) == '.') {
      at++;
    }
    String number = digits.charAt(0) == '.' ? "0" + digits : digits.toString();
    String repeated = repeated(number);
    if (repeated.isEmpty()) {
      add(Kind.NUMBER, number);
    } else {
      repeating(number, repeated);
    }
  }

  /** The digits under a line behind a decimal point, stepped over; empty if there are none. */
  private String repeated(String number) {
    int point = text.startsWith(".", at) && number.indexOf('.') < 0 ? 1 : 0;
    int start = at + point + OVERLINE.length();
    if ((point == 0 && number.indexOf('.') < 0) || !text.startsWith(OVERLINE, at + point)) {
      return "";
    }
    int end = start;
    while (isDigit(end)) {
      end++;
    }
    if (end == start || !text.startsWith("}", end)) {
      return "";
    }
    at = end + 1;
    return text.substring(start, end);
  }

  /** {@code 0.1\overline{6}} is 0.1 + 6/90. */
  private void repeating(String number, String repeated) {
    int decimals = number.indexOf('.') < 0 ? 0 : number.length() - number.indexOf('.') - 1;
    add(Kind.GROUP_OPEN, "{");
    add(Kind.NUMBER, number);
    add(Kind.SIGN, "+");
    add(Kind.NUMBER, repeated);
    add(Kind.SIGN, "/");
    add(Kind.NUMBER, "9".repeat(repeated.length()) + "0".repeat(decimals));
    add(Kind.GROUP_CLOSE, "}");
  }

  private String digits() {
    int start = at;
    while (isDigit(at)) {
      at++;
    }
    return text.substring(start, at);
  }

  /** Length of a thousands separator here: exactly three digits must follow it. */
  private int separatorLength() {
    int i = at;
    if (text.startsWith("{,}", i)) {
      i += 3;
    } else if (text.startsWith(",\\!", i)) {
      i += 3;
      while (i < text.length() && text.charAt(i) == ' ') {
        i++;
      }
    } else if (text.startsWith("\\,", i) || text.startsWith("\\!", i)) {
      i += 2;
    } else if (depth == 0 && text.startsWith(",", i) && plainGroups(i)) {
      // Within brackets a bare comma parts coordinates.
      i += 1;
    } else {
      return 0;
    }
    return isDigit(i) && isDigit(i + 1) && isDigit(i + 2) && !isDigit(i + 3) ? i - at : 0;
  }

  /** Every further bare comma between digits must begin a group of three as well. */
  private boolean plainGroups(int comma) {
    int i = comma;
    while (i < text.length() && text.charAt(i) == ',' && isDigit(i + 1)) {
      if (!isDigit(i + 2) || !isDigit(i + 3) || isDigit(i + 4)) {
        return false;
      }
      i += 4;
    }
    return i > comma;
  }

  private void word() {
    int start = at;
    while (at < text.length() && Character.isLetter(text.charAt(at))) {
      at++;
    }
    String word = text.substring(start, at);
    if (WORDS.contains(word)) {
      add(Kind.COMMAND, SAME.getOrDefault(word, word));
    } else if (word.equals("and") || word.equals("or")) {
      add(Kind.SEPARATOR, ",");
    } else if (word.length() > 3 || UNITS.contains(word) || SHORT_WORDS.contains(word)) {
      add(Kind.TEXT, word);
    } else {
      word.chars().forEach(c -> add(Kind.NAME, String.valueOf((char) c)));
    }
  }

  private void command(int nesting) {
    int start = ++at;
    while (at < text.length() && Character.isLetter(text.charAt(at)) && text.charAt(at) < 0x80) {
      at++;
    }
    if (at > start) {
      namedCommand(text.substring(start, at), nesting);
      return;
    }
    char c = at < text.length() ? text.charAt(at++) : ' ';
    switch (c) {
      case '{' -> open("{");
      case '}' -> close("}");
      case '\\' -> add(Kind.ROW_END, "\\\\");
      case '%' -> add(Kind.SIGN, "%");
      case '|' -> add(Kind.SIGN, "|");
      default -> {
        // \, \; \! \: \$ \# \( \[ and the like only set the page.
      }
    }
  }

  private void namedCommand(String written, int nesting) {
    String name = SAME.getOrDefault(written, written);
    if (TEXTS.contains(name)) {
      textCommand(nesting);
    } else if (name.equals("begin") || name.equals("end")) {
      String environment = braced();
      if (name.equals("begin") && environment.equals("array") && text.startsWith("{", at)) {
        braced();
      }
      add(name.equals("begin") ? Kind.BEGIN : Kind.END, environment);
    } else if (name.equals("lbrace")) {
      open("{");
    } else if (name.equals("rbrace")) {
      close("}");
    } else if (name.equals("langle")) {
      open("<");
    } else if (name.equals("rangle")) {
      close(">");
    } else if (name.equals("lor") || name.equals("land") || name.equals("newline")) {
      add(Kind.SEPARATOR, ",");
    } else if (name.equals("|")) {
      add(Kind.SIGN, "|");
    } else if (!LAYOUT.contains(name)) {
      add(Kind.COMMAND, name);
    }
  }

  private void textCommand(int nesting) {
    if (!text.startsWith("{", at)) {
      return;
    }
    String content = braced().strip();
    boolean digits = content.chars().anyMatch(Character::isDigit);
    if (digits || content.equals("and") || content.equals("or") || content.equals(",")) {
      if (nesting > 8) {
        throw new UnreadableAnswerException("texts nested too deep");
      }
      Lexer inner = new Lexer(content);
      inner.run(nesting + 1);
      tokens.addAll(inner.tokens);
    } else if (WORDS.contains(content)) {
      add(Kind.COMMAND, SAME.getOrDefault(content, content));
    } else if (content.length() == 1 && Character.isLetter(content.charAt(0))) {
      add(Kind.NAME, content);
    } else if (!content.isEmpty()) {
      add(Kind.TEXT, content);
    }
  }

  /** The content of the braces that open here; empty if none do. */
  private String braced() {
    if (!text.startsWith("{", at)) {
      return "";
    }
    int open = 0;
    for (int i = at; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\\') {
        i++;
      } else if (c == '{') {
        open++;
      } else if (c == '}' && --open == 0) {
        String content = text.substring(at + 1, i);
        at = i + 1;
        return content;
      }
    }
    throw new UnreadableAnswerException("a brace does not close");
  }

  private boolean isDigit(int i) {
    return i < text.length() && text.charAt(i) >= '0' && text.charAt(i) <= '9';
  }

  private void add(Kind kind, String content) {
    tokens.add(new Token(kind, content));
  }
}
