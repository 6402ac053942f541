package org.econspark.benchmark.grading;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.commons.math3.fraction.BigFraction;

/**
 * Reads one number as people and models write it: signs, thousands separators, decimals, fractions,
 * mixed numbers, powers of ten, words, currency, percent and units. Exact; nothing is evaluated
 * beyond that, so {@code 3*4} is no number.
 */
public final class NumberText {
  private static final int MAX_LENGTH = 300;
  private static final int MAX_EXPONENT = 400;

  // All quantifiers run over texts of at most MAX_LENGTH characters and cannot overlap.
  private static final String DIGITS =
      "(?:\\d{1,3}(?:,\\d{3})++(?!\\d)|\\d++)(?:\\.\\d*+)?+|\\.\\d++";
  private static final Pattern NUMBER =
      Pattern.compile(
          "(?<sign>[-+]?+)\\s*+(?:"
              + "(?:(?<whole>\\d++)\\s*+(?:and\\s++)?+)?+"
              + "\\\\frac(?:\\{\\s*+(?<ntop>[-+]?+\\d++)\\s*+\\}|\\s*+(?<top1>\\d))"
              + "(?:\\{\\s*+(?<nbottom>[-+]?+\\d++)\\s*+\\}|\\s*+(?<bottom1>\\d))"
              + "|(?<mixed>\\d++)\\s++(?:and\\s++)?+(?<mtop>\\d++)\\s*+/\\s*+(?<mbottom>\\d++)"
              + "|(?<dec>"
              + DIGITS
              + ")"
              + "(?:\\s*+/\\s*+(?<over>"
              + DIGITS
              + ")"
              + "|[eE](?<e>[-+]?+\\d{1,4}+)"
              + "|\\s*+(?:\\*|x|\\\\times|\\\\cdot)\\s*+10\\s*+(?:\\^|\\*\\*)\\s*+\\{?+"
              + "(?<ten>[-+]?+\\d{1,4}+)\\}?+)?+"
              + ")");

  /** Points part the thousands and a comma the decimals; other mixtures are not read like that. */
  private static final Pattern EUROPEAN =
      Pattern.compile("^[^\\d.,]*+\\d{1,3}(?:\\.\\d{3})++,\\d{1,2}(?![\\d.,])[^\\d.,]*+$");

  private static final Pattern LEADING = Pattern.compile("(?:[\\p{L}'\\s:,*#\"]|\\.(?!\\d))*+");
  private static final Pattern UNIT_POWER = Pattern.compile("\\^\\{?+[-+]?+\\d\\}?+");
  private static final Pattern WRAPPED =
      Pattern.compile("\\\\(?:text|mathrm|mbox|textbf|mathbf|textrm|mathit|textit|rm|bf)\\s*+\\{");

  private static final Pattern THOUSANDS_SPACE = Pattern.compile(",\\\\!\\s*+");
  private static final Pattern LATEX_GROUPING =
      Pattern.compile("(?<=\\d)(?:\\\\[,;: ])(?=\\d{3}(?!\\d))");
  private static final Pattern SPOKEN_SIGN = Pattern.compile("^(?:minus|negative) ");

  private NumberText() {}

  /** The number, or empty where the text is anything but one number with words around it. */
  public static Optional<BigFraction> parse(String text) {
    if (text.length() > MAX_LENGTH) {
      return Optional.empty();
    }
    String cleaned = clean(text);
    // An equation or an approximation says its value last.
    String value = cleaned.substring(cleaned.lastIndexOf('=') + 1).strip();
    OptionalLong words = NumberWords.parse(value);
    if (words.isPresent()) {
      return Optional.of(new BigFraction(words.getAsLong()));
    }
    Matcher leading = LEADING.matcher(value);
    int start = leading.lookingAt() ? leading.end() : 0;
    Matcher number = NUMBER.matcher(value).region(start, value.length());
    if (!number.lookingAt() || touchesName(value, start)) {
      return Optional.empty();
    }
    String trailing = value.substring(number.end());
    if (!isUnit(trailing)) {
      return Optional.empty();
    }
    return value(number).map(v -> v.multiply(scale(trailing)));
  }

  /** {@code x5} and {@code A1} are names. */
  private static boolean touchesName(String value, int start) {
    return start > 0 && Character.isLetter(value.charAt(start - 1));
  }

  private static Optional<BigFraction> value(Matcher number) {
    BigFraction size;
    if (group(number, "ntop", "top1") != null) {
      size = ratio(group(number, "ntop", "top1"), group(number, "nbottom", "bottom1"));
      if (size != null && number.group("whole") != null) {
        size = size.add(new BigFraction(new BigInteger(number.group("whole"))));
      }
    } else if (number.group("mixed") != null) {
      size = ratio(number.group("mtop"), number.group("mbottom"));
      if (size != null) {
        size = size.add(new BigFraction(new BigInteger(number.group("mixed"))));
      }
    } else {
      size = decimal(number.group("dec"));
      String over = number.group("over");
      if (over != null) {
        BigFraction divisor = decimal(over);
        size = divisor.equals(BigFraction.ZERO) ? null : size.divide(divisor);
      }
      String exponent = group(number, "e", "ten");
      if (exponent != null) {
        int power = Integer.parseInt(exponent);
        size =
            Math.abs(power) > MAX_EXPONENT ? null : size.multiply(new BigFraction(10).pow(power));
      }
    }
    if (size == null) {
      return Optional.empty();
    }
    return Optional.of(number.group("sign").equals("-") ? size.negate() : size);
  }

  private static String group(Matcher matcher, String first, String second) {
    return matcher.group(first) != null ? matcher.group(first) : matcher.group(second);
  }

  private static BigFraction ratio(String top, String bottom) {
    BigInteger divisor = new BigInteger(bottom);
    return divisor.signum() == 0 ? null : new BigFraction(new BigInteger(top), divisor);
  }

  /** A decimal such as {@code 1,234.50} or {@code .5}, exactly. */
  static BigFraction decimal(String digits) {
    return exact(new BigDecimal(digits.replace(",", "")));
  }

  /** The exact fraction of a decimal. */
  public static BigFraction exact(BigDecimal value) {
    if (value.scale() <= 0) {
      return new BigFraction(value.toBigIntegerExact());
    }
    return new BigFraction(value.unscaledValue(), BigInteger.TEN.pow(value.scale()));
  }

  private static boolean isUnit(String trailing) {
    String rest = UNIT_POWER.matcher(trailing).replaceAll("").strip();
    if (rest.isEmpty()) {
      return true;
    }
    char first = rest.charAt(0);
    return (Character.isLetter(first) || "%./!),;'\"]".indexOf(first) >= 0)
        && !rest.contains(" - ")
        && rest.chars().noneMatch(c -> Character.isDigit(c) || "+^=\\".indexOf(c) >= 0);
  }

  private static BigFraction scale(String trailing) {
    String word = Characters.lowerCase(trailing.strip());
    if (word.startsWith("thousand")) {
      return new BigFraction(1_000);
    }
    if (word.startsWith("million")) {
      return new BigFraction(1_000_000);
    }
    return word.startsWith("billion") ? new BigFraction(1_000_000_000) : BigFraction.ONE;
  }

  /** Drops what LaTeX, Markdown and currency put around a number. */
  private static String clean(String text) {
    String s = Characters.normalise(text);
    s = s.replace("\\dfrac", "\\frac").replace("\\tfrac", "\\frac").replace("\\cfrac", "\\frac");
    s = s.replace("\\left", "").replace("\\right", "").replace("\\displaystyle", "");
    s = THOUSANDS_SPACE.matcher(s).replaceAll(",").replace("{,}", ",").replace("\\!", "");
    s = s.replace("\\approx", "=").replace("^\\circ", " ").replace("^{\\circ}", " ");
    s = s.replace("\\$", "").replace("$", "").replace("\\%", "%").replace("\\#", "");
    s = s.replace("\\(", "").replace("\\)", "").replace("\\[", "").replace("\\]", "");
    s = LATEX_GROUPING.matcher(s).replaceAll("");
    s = s.replace("\\,", " ").replace("\\;", " ").replace("\\:", " ").replace("\\ ", " ");
    s = s.replace("~", " ").replace("\\quad", " ").replace("\u20ac", "").replace("\u00a3", "");
    s = WRAPPED.matcher(s).find() ? unwrap(s) : s;
    s = s.replace("**", "").replace("`", "").strip();
    s = EUROPEAN.matcher(s).find() ? s.replace(".", "").replace(',', '.') : s;
    s = SPOKEN_SIGN.matcher(s).replaceFirst("-");
    while (s.length() > 1 && isWrapped(s)) {
      s = s.substring(1, s.length() - 1).strip();
    }
    return s;
  }

  private static String unwrap(String text) {
    Matcher wrapped = WRAPPED.matcher(text);
    StringBuilder out = new StringBuilder();
    int from = 0;
    while (wrapped.find(from)) {
      int close = text.indexOf('}', wrapped.end());
      if (close < 0) {
        break;
      }
      out.append(text, from, wrapped.start()).append(' ');
      out.append(text, wrapped.end(), close).append(' ');
      from = close + 1;
    }
    return out.append(text.substring(from)).toString();
  }

  private static boolean isWrapped(String s) {
    char first = s.charAt(0);
    char last = s.charAt(s.length() - 1);
    String inner = s.substring(1, s.length() - 1);
    return (first == '(' && last == ')' && inner.indexOf('(') < 0)
        || (first == '{' && last == '}' && inner.indexOf('{') < 0)
        || (first == '"' && last == '"' && inner.indexOf('"') < 0);
  }
}
