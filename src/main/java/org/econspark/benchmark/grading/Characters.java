package org.econspark.benchmark.grading;

/** Brings the many ways of writing one character to one, before anything is compared. */
public final class Characters {

  private Characters() {}

  /**
   * ASCII and LaTeX forms of Unicode signs: minus signs, spaces, quotes, full-width forms,
   * superscripts, vulgar fractions, mathematical symbols. Other characters stay.
   */
  public static String normalise(String text) {
    boolean ascii = text.chars().allMatch(c -> c < 0x80);
    if (ascii) {
      return text;
    }
    StringBuilder out = new StringBuilder(text.length() + 16);
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < 0x80) {
        out.append(c);
      } else if (c >= 0xff01 && c <= 0xff5e) {
        out.append((char) (c - 0xff01 + '!'));
      } else {
        String plain = plain(c);
        if (plain == null) {
          out.append(c);
        } else {
          out.append(plain);
        }
      }
    }
    return out.toString();
  }

  /**
   * Lower case, character by character: linear for any text, where {@link String#toLowerCase()} is
   * quadratic for some, and of the same length.
   */
  public static String lowerCase(String text) {
    char[] characters = text.toCharArray();
    for (int i = 0; i < characters.length; i++) {
      characters[i] = Character.toLowerCase(characters[i]);
    }
    return new String(characters);
  }

  private static String plain(char c) {
    return switch (c) {
      case '\u2212', '\u2010', '\u2011', '\u2012', '\u2013', '\ufe63' -> "-";
      case '\u00a0', '\u2002', '\u2003', '\u2004', '\u2005', '\u3000' -> " ";
      // Narrow spaces part the thousands.
      case '\u2006', '\u2007', '\u2008', '\u2009', '\u200a', '\u202f' -> "\\,";
      case '\u200b', '\u200c', '\u200d', '\u2060', '\ufeff' -> "";
      case '\u2018', '\u2019' -> "'";
      case '\u201c', '\u201d' -> "\"";
      case '\u00d7' -> "\\times ";
      case '\u00b7', '\u22c5', '\u2219' -> "\\cdot ";
      case '\u00f7' -> "\\div ";
      case '\u2044', '\u2215' -> "/";
      case '\u03c0' -> "\\pi ";
      case '\u221e' -> "\\infty ";
      case '\u221a' -> "\\sqrt ";
      case '\u00b0' -> "^\\circ ";
      case '\u00b1' -> "\\pm ";
      case '\u2248' -> "\\approx ";
      case '\u2264' -> "\\le ";
      case '\u2265' -> "\\ge ";
      case '\u2260' -> "\\ne ";
      case '\u2208' -> "\\in ";
      case '\u222a' -> "\\cup ";
      case '\u00b2' -> "^2";
      case '\u00b3' -> "^3";
      case '\u2192' -> "\\to ";
      case '\u00bd' -> "\\frac{1}{2}";
      case '\u2153' -> "\\frac{1}{3}";
      case '\u2154' -> "\\frac{2}{3}";
      case '\u00bc' -> "\\frac{1}{4}";
      case '\u00be' -> "\\frac{3}{4}";
      case '\u2026' -> "...";
      default -> null;
    };
  }
}
