package org.econspark.benchmark;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.text.ParseException;

/**
 * Reads Python literals as data: texts, numbers, {@code None}, {@code True}, {@code False}, lists,
 * tuples and dictionaries with text keys. Nothing is evaluated; nesting is bounded. {@code nan} and
 * {@code inf}, which Python prints without being able to read them, become null.
 */
public final class PythonLiteral {
  private static final int MAX_DEPTH = 64;
  private static final int MAX_NUMBER_LENGTH = 400;
  private static final JsonNodeFactory NODES = new JsonNodeFactory(true);

  private final String text;
  private int at;

  private PythonLiteral(String text) {
    this.text = text;
  }

  /**
   * The value as JSON; tuples become arrays.
   *
   * @throws ParseException if the text is no such literal; the offset is that of the mistake
   */
  public static JsonNode parse(String text) throws ParseException {
    PythonLiteral literal = new PythonLiteral(text);
    JsonNode value = literal.value(0);
    literal.skipBlanks();
    if (literal.at < text.length()) {
      throw literal.error("expected the end");
    }
    return value;
  }

  /**
   * The value that a text begins with, whatever follows it.
   *
   * @throws ParseException if there is none; the offset is that of the mistake
   */
  public static JsonNode parsePrefix(String text) throws ParseException {
    return new PythonLiteral(text).value(0);
  }

  private JsonNode value(int depth) throws ParseException {
    if (depth > MAX_DEPTH) {
      throw error("nested deeper than " + MAX_DEPTH);
    }
    skipBlanks();
    char c = peek();
    return switch (c) {
      case '[' -> sequence(']', depth);
      case '(' -> sequence(')', depth);
      case '{' -> dictionary(depth);
      case '\'', '"' -> NODES.textNode(texts());
      default -> {
        if (c == '-' || c == '+' || c == '.' || Character.isDigit(c)) {
          yield number();
        }
        if (Character.isLetter(c)) {
          yield word();
        }
        throw error("expected a literal");
      }
    };
  }

  private ArrayNode sequence(char close, int depth) throws ParseException {
    at++;
    ArrayNode values = NODES.arrayNode();
    skipBlanks();
    while (peek() != close) {
      values.add(value(depth + 1));
      separator(close);
    }
    at++;
    return values;
  }

  private ObjectNode dictionary(int depth) throws ParseException {
    at++;
    ObjectNode values = NODES.objectNode();
    skipBlanks();
    while (peek() != '}') {
      JsonNode key = value(depth + 1);
      if (!key.isValueNode()) {
        throw error("expected a text or number as key");
      }
      skipBlanks();
      if (peek() != ':') {
        throw error("expected ':' after a key");
      }
      at++;
      values.set(key.asText(), value(depth + 1));
      separator('}');
    }
    at++;
    return values;
  }

  /** Steps over a comma; without one the closing bracket must follow. */
  private void separator(char close) throws ParseException {
    skipBlanks();
    if (peek() == ',') {
      at++;
      skipBlanks();
    } else if (peek() != close) {
      throw error("expected ',' or '" + close + "'");
    }
  }

  /** One or more quoted texts; Python joins neighbours. */
  private String texts() throws ParseException {
    StringBuilder all = new StringBuilder();
    do {
      quoted(all);
      skipBlanks();
    } while (at < text.length() && (text.charAt(at) == '\'' || text.charAt(at) == '"'));
    return all.toString();
  }

  private void quoted(StringBuilder out) throws ParseException {
    char quote = text.charAt(at++);
    while (true) {
      char c = peek();
      at++;
      if (c == quote) {
        return;
      }
      if (c == '\\') {
        escape(out);
      } else {
        out.append(c);
      }
    }
  }

  private void escape(StringBuilder out) throws ParseException {
    char c = peek();
    at++;
    switch (c) {
      case 'n' -> out.append('\n');
      case 't' -> out.append('\t');
      case 'r' -> out.append('\r');
      case 'b' -> out.append('\b');
      case 'f' -> out.append('\f');
      case 'a' -> out.append('\u0007');
      case 'v' -> out.append('\u000b');
      case '\\', '\'', '"' -> out.append(c);
      case '\n' -> {}
      case 'x' -> out.appendCodePoint(hex(2));
      case 'u' -> out.appendCodePoint(hex(4));
      case 'U' -> out.appendCodePoint(hex(8));
      case '0', '1', '2', '3', '4', '5', '6', '7' -> out.appendCodePoint(octal());
      // Python keeps an unknown escape as it stands.
      default -> out.append('\\').append(c);
    }
  }

  private int hex(int digits) throws ParseException {
    int code = 0;
    for (int i = 0; i < digits; i++) {
      int digit = Character.digit(peek(), 16);
      if (digit < 0) {
        throw error("expected " + digits + " hexadecimal digits");
      }
      code = code * 16 + digit;
      at++;
    }
    if (!Character.isValidCodePoint(code)) {
      throw error("expected a character code up to 10ffff");
    }
    return code;
  }

  private int octal() {
    at--;
    int code = 0;
    for (int i = 0; i < 3 && at < text.length(); i++, at++) {
      int digit = Character.digit(text.charAt(at), 8);
      if (digit < 0) {
        break;
      }
      code = code * 8 + digit;
    }
    return code;
  }

  private JsonNode number() throws ParseException {
    int start = at;
    boolean whole = true;
    while (at < text.length()) {
      char c = text.charAt(at);
      boolean sign =
          (c == '-' || c == '+') && (at == start || "eE".indexOf(text.charAt(at - 1)) >= 0);
      if (!sign && !Character.isDigit(c) && ".eE_".indexOf(c) < 0) {
        break;
      }
      whole &= sign ? at == start : c == '_' || Character.isDigit(c);
      at++;
    }
    String digits = text.substring(start, at).replace("_", "");
    if (at < text.length() && text.startsWith("inf", at)) {
      return word();
    }
    if (digits.length() > MAX_NUMBER_LENGTH) {
      throw error("number longer than " + MAX_NUMBER_LENGTH + " characters");
    }
    try {
      return whole
          ? NODES.numberNode(new BigInteger(digits))
          : NODES.numberNode(new BigDecimal(digits));
    } catch (NumberFormatException e) {
      throw error("'" + digits + "' is no number");
    }
  }

  private JsonNode word() throws ParseException {
    int start = at;
    while (at < text.length() && Character.isLetter(text.charAt(at))) {
      at++;
    }
    String word = text.substring(start, at);
    return switch (word) {
      case "None", "nan", "inf" -> NODES.nullNode();
      case "True" -> NODES.booleanNode(true);
      case "False" -> NODES.booleanNode(false);
      default -> {
        at = start;
        throw error("unknown word '" + word + "'");
      }
    };
  }

  private void skipBlanks() {
    while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
      at++;
    }
  }

  private char peek() throws ParseException {
    if (at >= text.length()) {
      throw error("unexpected end");
    }
    return text.charAt(at);
  }

  private ParseException error(String problem) {
    return new ParseException(problem + " at character " + at, at);
  }
}
