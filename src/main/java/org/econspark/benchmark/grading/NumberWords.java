package org.econspark.benchmark.grading;

import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads one whole number that is written in English words: {@code twenty-five apples}. */
final class NumberWords {
  private static final Pattern WORD = Pattern.compile("\\p{L}++");
  private static final int MAX_WORDS = 30;
  private static final List<String> SMALL =
      List.of(
          "zero",
          "one",
          "two",
          "three",
          "four",
          "five",
          "six",
          "seven",
          "eight",
          "nine",
          "ten",
          "eleven",
          "twelve",
          "thirteen",
          "fourteen",
          "fifteen",
          "sixteen",
          "seventeen",
          "eighteen",
          "nineteen");
  private static final List<String> TENS =
      List.of("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety");
  private static final Map<String, Long> SCALES =
      Map.of("thousand", 1_000L, "million", 1_000_000L, "billion", 1_000_000_000L);

  /** Words before the number that do not make it a part of something else. */
  private static final Set<String> LEADING =
      Set.of("a", "an", "total", "of", "about", "exactly", "is", "are", "only", "just", "equals");

  private NumberWords() {}

  /**
   * The number, or empty where the text holds digits, no number or more than one, or words before
   * it that make it a pronoun: {@code the red one}.
   */
  static OptionalLong parse(String text) {
    if (text.chars().anyMatch(Character::isDigit)) {
      return OptionalLong.empty();
    }
    List<String> words =
        WORD.matcher(text)
            .results()
            .limit(MAX_WORDS)
            .map(m -> Characters.lowerCase(m.group()))
            .toList();
    int start = 0;
    while (start < words.size() && !isNumber(words, start) && LEADING.contains(words.get(start))) {
      start++;
    }
    boolean spoken =
        start < words.size()
            && (words.get(start).equals("minus") || words.get(start).equals("negative"));
    boolean negative = spoken || text.stripLeading().startsWith("-");
    start += spoken ? 1 : 0;
    int end = start;
    while (end < words.size()
        && (isNumber(words, end)
            || (end > start && words.get(end).equals("and") && isNumber(words, end + 1)))) {
      end++;
    }
    for (int i = end; i < words.size(); i++) {
      if (isNumber(words, i)) {
        return OptionalLong.empty();
      }
    }
    OptionalLong value = end == start ? OptionalLong.empty() : value(words.subList(start, end));
    return negative && value.isPresent() ? OptionalLong.of(-value.getAsLong()) : value;
  }

  private static boolean isNumber(List<String> words, int i) {
    if (i >= words.size()) {
      return false;
    }
    String word = words.get(i);
    boolean article = word.equals("a") && i + 1 < words.size() && isScale(words.get(i + 1));
    return article || SMALL.contains(word) || TENS.contains(word) || isScale(word);
  }

  private static boolean isScale(String word) {
    return word.equals("hundred") || SCALES.containsKey(word);
  }

  /** Adds up what is said from left to right; empty where no number is said like that. */
  private static OptionalLong value(List<String> words) {
    long total = 0;
    long group = 0;
    long smallest = Long.MAX_VALUE;
    int room = 1_000;
    for (String word : words) {
      if (word.equals("and")) {
        continue;
      }
      int small = word.equals("a") ? 1 : SMALL.indexOf(word);
      int ten = TENS.indexOf(word);
      if (small >= 0 || ten >= 0) {
        int value = small >= 0 ? small : 20 + 10 * ten;
        int fits = small < 0 ? 100 : small < 10 ? 10 : 100;
        if (room < fits || (small == 0 && words.size() > 1)) {
          return OptionalLong.empty();
        }
        group += value;
        room = small < 0 ? 10 : 1;
      } else if (word.equals("hundred")) {
        if (group < 1 || group > 9) {
          return OptionalLong.empty();
        }
        group *= 100;
        room = 100;
      } else {
        long scale = SCALES.get(word);
        if (group == 0 || scale >= smallest) {
          return OptionalLong.empty();
        }
        total += group * scale;
        smallest = scale;
        group = 0;
        room = 1_000;
      }
    }
    return OptionalLong.of(total + group);
  }
}
