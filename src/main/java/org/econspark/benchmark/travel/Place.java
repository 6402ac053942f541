package org.econspark.benchmark.travel;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A place of a plan, written {@code Name, City}: the city stands behind the last comma.
 *
 * @param name may hold commas itself
 * @param city without a state in parentheses
 */
record Place(String name, String city) {
  /** What the published code takes a text without a comma for. */
  private static final Place UNREADABLE = new Place("-", "-");

  private static final Pattern PARENTHESIS = Pattern.compile("^([^(]*+)\\([^)]*+\\)");

  static Place of(String text) {
    int comma = text.lastIndexOf(',');
    if (comma < 0 || comma == text.length() - 1) {
      return UNREADABLE;
    }
    String city = text.substring(comma + 1).strip();
    return new Place(text.substring(0, comma).strip(), withoutParenthesis(city).strip());
  }

  /** {@code Austin(Texas)} is {@code Austin}. */
  static String withoutParenthesis(String text) {
    Matcher parenthesis = PARENTHESIS.matcher(text);
    return parenthesis.find() ? parenthesis.group(1) : text;
  }
}
