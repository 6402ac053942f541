package org.econspark.benchmark.miniature;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds whole-number equations such as {@code 12*4=48} or {@code 84=2*36+12} in a text. */
final class Equations {
  private static final String SIDE = "[-(]*\\d[\\d+\\-*/^()]*";
  private static final Pattern EQUATION =
      Pattern.compile(
          "(?<![\\w^.}\\\\*/+\\-=)(])" + SIDE + "(?:=" + SIDE + ")+(?![\\w\\\\^{]|\\.\\d)");

  private Equations() {}

  /**
   * One equation of a text.
   *
   * @param text as written
   * @param start index of its first character
   * @param sides the expressions between the equals signs
   */
  record Equation(String text, int start, List<String> sides) {

    /** The first side that calculates something; empty if all are plain numbers. */
    Optional<String> calculation() {
      return sides.stream().filter(Equations::calculates).findFirst();
    }

    /** The calculation with its true value, if some side differs from another one. */
    Optional<String> correction() {
      OptionalLong first = evaluate(sides.get(0));
      for (String side : sides) {
        OptionalLong value = evaluate(side);
        if (value.isEmpty()) {
          return Optional.of(side + " is not whole");
        }
        if (value.getAsLong() != first.getAsLong()) {
          String wrong = calculation().orElse(side);
          return Optional.of(wrong + "=" + evaluate(wrong).orElse(0));
        }
      }
      return Optional.empty();
    }
  }

  /** All equations of a text that can be read; text that merely looks like one is left out. */
  static List<Equation> in(String text) {
    List<Equation> equations = new ArrayList<>();
    Matcher matcher = EQUATION.matcher(text);
    while (matcher.find()) {
      String match = trimmed(matcher.group());
      List<String> sides = List.of(match.split("="));
      if (sides.stream().allMatch(side -> new Reader(side).readable())
          && sides.stream().anyMatch(Equations::calculates)) {
        equations.add(new Equation(match, matcher.start(), sides));
      }
    }
    return equations;
  }

  /** The first equation that does not hold, with its true value. */
  static Optional<String> firstCorrection(String text) {
    return in(text).stream().flatMap(equation -> equation.correction().stream()).findFirst();
  }

  /** Value of an expression of whole numbers; empty if a division leaves a remainder. */
  static OptionalLong evaluate(String expression) {
    return new Reader(expression).value();
  }

  private static boolean calculates(String side) {
    return side.chars().skip(1).anyMatch(character -> "+-*/^".indexOf(character) >= 0);
  }

  /** Drops a bracket around the whole equation. */
  private static String trimmed(String match) {
    String text = match;
    long open = text.chars().filter(character -> character == '(').count();
    long closed = text.chars().filter(character -> character == ')').count();
    while (closed > open && text.endsWith(")")) {
      text = text.substring(0, text.length() - 1);
      closed--;
    }
    while (open > closed && text.startsWith("(")) {
      text = text.substring(1);
      open--;
    }
    return text;
  }

  /** Recursive descent over {@code + - * / ^} and brackets. */
  private static final class Reader {
    private final String text;
    private int position;
    private boolean readable = true;
    private boolean whole = true;

    Reader(String text) {
      this.text = text;
    }

    boolean readable() {
      sum();
      return readable && position == text.length();
    }

    OptionalLong value() {
      long value = sum();
      return readable && whole && position == text.length()
          ? OptionalLong.of(value)
          : OptionalLong.empty();
    }

    private long sum() {
      long value = product();
      while (readable && (next('+') || next('-'))) {
        char operator = text.charAt(position++);
        long term = product();
        value = operator == '+' ? value + term : value - term;
      }
      return value;
    }

    private long product() {
      long value = power();
      while (readable && (next('*') || next('/'))) {
        char operator = text.charAt(position++);
        long factor = power();
        if (operator == '*') {
          value *= factor;
        } else if (factor == 0 || value % factor != 0) {
          whole = false;
        } else {
          value /= factor;
        }
      }
      return value;
    }

    private long power() {
      long base = atom();
      if (!next('^')) {
        return base;
      }
      position++;
      long exponent = atom();
      long value = 1;
      for (long i = 0; i < Math.min(exponent, 62); i++) {
        value *= base;
      }
      return value;
    }

    private long atom() {
      if (next('-')) {
        position++;
        return -atom();
      }
      if (next('(')) {
        position++;
        long value = sum();
        readable &= next(')');
        position++;
        return value;
      }
      int start = position;
      while (position < text.length() && Character.isDigit(text.charAt(position))) {
        position++;
      }
      if (position == start || position - start > 15) {
        readable = false;
        return 0;
      }
      return Long.parseLong(text.substring(start, position));
    }

    private boolean next(char character) {
      return position < text.length() && text.charAt(position) == character;
    }
  }
}
