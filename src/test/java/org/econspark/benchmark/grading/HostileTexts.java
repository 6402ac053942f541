package org.econspark.benchmark.grading;

import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/**
 * Texts that no grader should stumble over: random mixtures of what answers are made of, random
 * characters, long repetitions, deep nesting, and formulas that cost as much to compute as the
 * parser lets through. The same for the same seed.
 */
final class HostileTexts {
  /** Longest text in characters. */
  static final int MAX_LENGTH = 100_000;

  static final String[] PIECES = {
    "\\boxed{",
    "{",
    "}",
    "\\{",
    "\\}",
    "\\",
    "#### ",
    "answer is ",
    "answer: ",
    "1",
    "23",
    ",",
    ".",
    "-",
    "+",
    "/",
    "*",
    "^",
    "_",
    "(",
    ")",
    "[",
    "]",
    "[{",
    "}]",
    "\"",
    ":",
    "$",
    "\\$",
    "\\frac",
    "\\sqrt",
    "\\pi",
    "\\pm",
    "\\cup",
    "\\in",
    "\\text{",
    "\\begin{pmatrix}",
    "\\end{pmatrix}",
    "\\\\",
    "&",
    "=",
    "<",
    "|",
    "!",
    "%",
    "x",
    "i",
    "e",
    "yes",
    "no",
    "not ",
    "absolutely ",
    " ",
    "\n",
    "\\infty",
    "\\log",
    "\\binom",
    "\u2028",
    "\ud83d",
    "\u00bd",
    "\u0130",
    "999",
    "e999",
    "and",
    " or ",
    "1,234",
    "1.234,5",
    "twenty-",
    "hundred ",
    "\\left",
    "'",
    "\u0000",
    "Day 1:\n",
    "Lunch: A, B\n",
    "[{'days': 1, 'lunch': 'A, B'}]",
    "{\"days\": 1}",
    "None",
    "\\x",
    "from A to ",
    "(",
    "\\overline{"
  };

  private static final List<String> HEAVY =
      List.of(
          "9^{2000},",
          "x^{99}+",
          "\\frac{1}{3}+",
          "300!+",
          "\\binom{1000}{500}+",
          "\\sqrt{2}\\pi+",
          "2^",
          "\\sqrt",
          "-",
          "|",
          "(",
          "\\frac{1}{",
          "(x+1)^{40}",
          "(1,2),",
          "\\pm 1,",
          "1_{7},");

  private final Random random;

  HostileTexts(long seed) {
    random = new Random(seed);
  }

  /** So many texts, of all kinds in turn; about every tenth is as long as it may be. */
  Stream<String> stream(int count) {
    return Stream.iterate(0, i -> i + 1).limit(count).map(this::text);
  }

  private String text(int i) {
    int length = length(i);
    return switch (i % 8) {
      case 0, 1 -> pieces(length);
      case 2 -> "\\boxed{" + pieces(Math.min(length, 3_000)) + "}";
      case 3 -> characters(length);
      case 4 -> repeated(PIECES[random.nextInt(PIECES.length)], length);
      case 5 ->
          "\\boxed{"
              + repeated(HEAVY.get(random.nextInt(HEAVY.size())), 20 + random.nextInt(1_900))
              + "1}";
      case 6 -> nested(length);
      default ->
          "The answer is "
              + pieces(20)
              + ".\n"
              + repeated("[{\"days\": 1, \"lunch\": \"A, B\"}, ", length);
    };
  }

  /** Between 1 and the longest, each order of magnitude alike. */
  private int length(int i) {
    return i % 10 == 9 ? MAX_LENGTH : (int) Math.exp(random.nextDouble() * Math.log(MAX_LENGTH));
  }

  private String pieces(int length) {
    StringBuilder text = new StringBuilder(length + 32);
    while (text.length() < length) {
      text.append(PIECES[random.nextInt(PIECES.length)]);
    }
    text.setLength(length);
    return text.toString();
  }

  private String characters(int length) {
    StringBuilder text = new StringBuilder(length + 2);
    while (text.length() < length) {
      text.append(
          (char) (random.nextInt(4) == 0 ? random.nextInt(0x10000) : 32 + random.nextInt(95)));
    }
    return text.toString();
  }

  private static String repeated(String piece, int length) {
    return piece.repeat(Math.max(1, length / piece.length()));
  }

  private String nested(int length) {
    String[][] pairs = {
      {"(", ")"},
      {"[", "]"},
      {"{", "}"},
      {"\\boxed{", "}"},
      {"\\frac{1}{", "}"},
      {"\\text{", "}"},
      {"[{\"a\":", "}]"},
      {"\\sqrt{", "}"}
    };
    String[] pair = pairs[random.nextInt(pairs.length)];
    int depth = Math.max(1, length / (pair[0].length() + pair[1].length()));
    int closed = random.nextInt(3) == 0 ? random.nextInt(depth) : depth;
    return pair[0].repeat(depth) + "1" + pair[1].repeat(closed);
  }
}
