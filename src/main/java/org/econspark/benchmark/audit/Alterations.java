package org.econspark.benchmark.audit;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.econspark.benchmark.Problem;

/** Gold answers changed to a different value, independently of how the graders read them. */
public final class Alterations {
  private static final Pattern DIGITS = Pattern.compile("\\d+");

  private Alterations() {}

  /** Texts of answers that are wrong, each by itself. */
  public static List<String> of(Problem problem) {
    return switch (problem.grader()) {
      case "yes-no" -> List.of(problem.gold().equals("yes") ? "no" : "yes");
      case "math" -> mathematical(problem.gold());
      default -> numeric(problem.gold());
    };
  }

  private static List<String> numeric(String gold) {
    BigDecimal value = new BigDecimal(gold.replace(",", ""));
    List<String> changed = new ArrayList<>();
    changed.add(value.add(BigDecimal.ONE).toPlainString());
    changed.add(value.subtract(BigDecimal.ONE).toPlainString());
    if (value.signum() != 0) {
      changed.add(value.negate().toPlainString());
      changed.add(value.movePointRight(1).toPlainString());
      changed.add(value.multiply(new BigDecimal("1.01")).toPlainString());
      changed.add("0");
    }
    return changed;
  }

  /** Every whole number in the text raised by one, one at a time; the sign flipped; or words. */
  private static List<String> mathematical(String gold) {
    List<String> changed = new ArrayList<>();
    Matcher digits = DIGITS.matcher(gold);
    for (MatchResult found : digits.results().toList()) {
      if (gold.substring(0, found.start()).contains("\\mbox")) {
        // A power of the unit, which is not compared.
        continue;
      }
      boolean partOfDecimal =
          found.start() > 0
              && ".!, ".indexOf(gold.charAt(found.start() - 1)) >= 0
              && gold.matches("[\\d.,!\\\\ ]+");
      String raised =
          partOfDecimal
              ? "7" + found.group()
              : new BigInteger(found.group()).add(BigInteger.ONE).toString();
      changed.add(gold.substring(0, found.start()) + raised + gold.substring(found.end()));
    }
    boolean signMatters = !gold.equals("0") && !gold.contains("text") && !gold.contains("=");
    if (signMatters && gold.matches("[^,\\[(&]*") && !gold.contains("pmatrix")) {
      changed.add("-(" + gold + ")");
    }
    changed.add(
        gold.startsWith("\\text{")
            ? gold.replaceFirst("\\\\text\\{.*}", "\\\\text{other}")
            : "1 + " + gold);
    return changed;
  }
}
