package org.econspark.benchmark.audit;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.econspark.benchmark.Problem;

/**
 * Other ways to say a gold answer, made by rule: spacing, separators, units, fractions, LaTeX
 * variants, and the sentences around them. At least five for every gold answer; written without the
 * graders' own code.
 */
public final class Rewordings {
  private static final Pattern FRACTION = Pattern.compile("\\\\d?frac\\{(\\d+)}\\{(\\d+)}");
  private static final Pattern LIST = Pattern.compile("-?\\d{1,2}(, ?-?\\d{1,2})+");
  private static final BigDecimal THOUSAND = BigDecimal.valueOf(1_000);

  private Rewordings() {}

  /** Whole texts by the name of their rule. */
  public static Map<String, String> of(Problem problem) {
    return switch (problem.grader()) {
      case "numeric", "numeric-approximate" -> numeric(problem.gold());
      case "math" -> mathematical(problem.gold());
      case "yes-no" -> yesOrNo(problem.gold().equals("yes"));
      default -> Map.of();
    };
  }

  private static Map<String, String> numeric(String gold) {
    BigDecimal value = new BigDecimal(gold.replace(",", ""));
    String plain = value.toPlainString();
    Map<String, String> texts = new LinkedHashMap<>();
    texts.put("marked line", "First this, then that.\n#### " + plain);
    texts.put("sentence", "We add 3 and 4 as well. The answer is " + plain + ".");
    texts.put("markdown", "Step 1 of 2.\n\n**Final Answer:** **" + plain + "**");
    texts.put("spaces", "\\boxed{  " + plain + " }");
    texts.put("dollars of LaTeX", "Hence $\\boxed{" + plain + "}$.");
    texts.put("currency", "\\boxed{\\$" + plain + "}");
    texts.put("unit in text", "\\boxed{" + plain + "\\text{ apples}}");
    texts.put("unit in words", "\\boxed{" + plain + " apples}");
    texts.put("trailing zeros", "\\boxed{" + value.setScale(value.scale() + 2) + "}");
    texts.put("unequal fraction", "\\boxed{\\frac{" + twice(value) + "}{" + bottom(value) + "}}");
    texts.put("plus sign or minus sign", "\\boxed{" + signed(value) + "}");
    if (value.abs().compareTo(THOUSAND) >= 0) {
      String separated = String.format(Locale.ROOT, "%,." + value.scale() + "f", value);
      texts.put("thousands commas", "\\boxed{" + separated + "}");
      texts.put("thousands commas of LaTeX", "\\boxed{" + separated.replace(",", "{,}") + "}");
      texts.put("thousands commas in a sentence", "So the final answer is $" + separated + ".");
      texts.put("power of ten", "\\boxed{" + scientific(value) + "}");
    }
    return texts;
  }

  private static String signed(BigDecimal value) {
    return value.signum() < 0
        ? "\u2212" + value.negate().toPlainString()
        : "+" + value.toPlainString();
  }

  private static BigInteger twice(BigDecimal value) {
    return value.unscaledValue().shiftLeft(1);
  }

  private static BigInteger bottom(BigDecimal value) {
    return BigInteger.TEN.pow(value.scale()).shiftLeft(1);
  }

  private static String scientific(BigDecimal value) {
    int exponent = value.precision() - value.scale() - 1;
    return value.movePointLeft(exponent).toPlainString() + " \\times 10^{" + exponent + "}";
  }

  private static Map<String, String> mathematical(String gold) {
    Map<String, String> texts = new LinkedHashMap<>();
    texts.put("spaces", "\\boxed{  " + gold + "  }");
    texts.put("dollars of LaTeX", "Hence the result is $\\boxed{" + gold + "}$, as asked.");
    texts.put("dollars within the box", "\\boxed{$" + gold + "$}");
    texts.put("frame", "so $$\\fbox{" + gold + "}$$");
    texts.put("full stop within the box", "\\boxed{" + gold + ".}");
    texts.put("display style", "\\boxed{\\displaystyle " + gold + "}");
    texts.put("thin spaces", "\\boxed{\\," + gold + "\\;}");
    texts.put("sentence", "We get $1 + 1 = 2$ first. The final answer is $" + gold + "$.");
    texts.put("markdown", "**Answer:** $" + gold + "$");
    if (gold.contains("\\frac") || gold.contains("\\dfrac")) {
      texts.put("large fractions", boxed(gold.replace("\\frac", "\\dfrac")));
      texts.put(
          "text fractions", boxed(gold.replace("\\dfrac", "\\frac").replace("\\frac", "\\tfrac")));
    }
    Matcher fraction = FRACTION.matcher(gold);
    if (fraction.find() && !gold.contains("^{\\f") && !gold.contains("^\\f")) {
      texts.put("fractions by a slash", boxed(fraction.replaceAll("{($1/$2)}")));
    }
    if (gold.contains("\\left")) {
      texts.put("plain brackets", boxed(gold.replace("\\left", "").replace("\\right", "")));
    }
    if (gold.contains("^\\circ")) {
      texts.put("degrees in words", boxed(gold.replace("^\\circ", " \\text{ degrees}")));
      texts.put("degrees in braces", boxed(gold.replace("^\\circ", "^{\\circ}")));
    }
    if (gold.matches("-?\\d{1,9}")) {
      texts.put("equation", boxed("x = " + gold));
      texts.put("decimal", boxed(gold + ".0"));
      texts.put("fraction over one", boxed("\\frac{" + gold + "}{1}"));
    }
    if (LIST.matcher(gold).matches()) {
      String[] parts = gold.split(", ?", -1);
      StringBuilder reversed = new StringBuilder();
      for (int i = parts.length - 1; i >= 0; i--) {
        reversed.append(parts[i]).append(i == 0 ? "" : ", ");
      }
      texts.put("other order", boxed(reversed.toString()));
      texts.put("set", boxed("\\{" + gold + "\\}"));
    }
    return texts;
  }

  private static String boxed(String answer) {
    return "\\boxed{" + answer + "}";
  }

  private static Map<String, String> yesOrNo(boolean yes) {
    String word = yes ? "yes" : "no";
    String capital = yes ? "Yes" : "No";
    Map<String, String> texts = new LinkedHashMap<>();
    texts.put("one word", capital);
    texts.put("sentence", "The first is older than the second. The answer is " + word + ".");
    texts.put("opening", capital + ", because the first is older than the second.");
    texts.put("text in the box", "\\boxed{\\text{" + capital + "}}");
    texts.put("markdown", "**Answer:** **" + capital + "**");
    texts.put("conclusion", "One is tall and one is not.\n\nTherefore, " + word + ".");
    texts.put("statement", "So the statement is " + (yes ? "true" : "false") + ".");
    texts.put("marked line", "They met in 1900.\n#### " + capital);
    texts.put("capitals", "\\boxed{" + word.toUpperCase(Locale.ROOT) + "}");
    return texts;
  }
}
