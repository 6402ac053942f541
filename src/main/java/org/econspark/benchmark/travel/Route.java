package org.econspark.benchmark.travel;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A way written {@code from A to B}; B ends at a comma. States in parentheses are left out. */
record Route(String from, String to) {
  /** Longest text that is looked at; names of cities are short. */
  private static final int MAX_TEXT = 500;

  private static final Pattern FROM_TO = Pattern.compile("from\\s+(\\S.*?)\\s+to\\s+([^,]+)");

  static Optional<Route> in(String text) {
    Matcher matcher = FROM_TO.matcher(text.substring(0, Math.min(text.length(), MAX_TEXT)));
    return matcher.find()
        ? Optional.of(
            new Route(
                Place.withoutParenthesis(matcher.group(1)),
                Place.withoutParenthesis(matcher.group(2))))
        : Optional.empty();
  }

  /** True if a current city is written as a way. */
  static boolean isWay(String currentCity) {
    return currentCity.contains("from");
  }
}
