package org.econspark.benchmark.grading;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.commons.math3.fraction.BigFraction;
import org.econspark.benchmark.Grade;
import org.econspark.benchmark.Grader;
import org.econspark.benchmark.Problem;

/**
 * Grades answers that are one number. The exact form asks for the same value. The approximate form
 * is for gold answers that a program computed in floating point.
 *
 * <p>Approximate means one of two things. Either the answer differs by float noise: 1e-12 of the
 * gold, at most 0.01, plus half a unit of the tenth decimal where the gold shows ten, as the
 * published GSM-Hard rounds there. Or the gold is not whole and the answer is the gold cut or
 * rounded to at least two decimals and four significant digits. A tiny gold is thus never equal to
 * 0, and a whole gold only to itself.
 */
final class NumericGrader implements Grader {
  static final NumericGrader EXACT = new NumericGrader("numeric", false);
  static final NumericGrader APPROXIMATE = new NumericGrader("numeric-approximate", true);

  private static final BigDecimal RELATIVE_NOISE = new BigDecimal("1e-12");
  private static final BigDecimal LARGEST_NOISE = new BigDecimal("0.01");
  private static final BigDecimal PUBLISHED_ROUNDING = new BigDecimal("0.5e-10");
  private static final int PUBLISHED_DECIMALS = 10;
  private static final int MIN_DECIMALS = 2;
  private static final int MIN_SIGNIFICANT = 4;
  // Clauses are short, see FinalAnswer.
  private static final Pattern CHOICE =
      Pattern.compile("\\d\\W{0,3}\\s(?:or|to)\\s\\W{0,2}\\d|\\bbetween\\W{1,3}\\d");
  private static final Pattern DENIED = Pattern.compile("^\\s*+not\\s[^;]{1,60}?\\bbut\\s");
  private static final Pattern PLAIN_COMMAND = Pattern.compile("\\\\(?:[dtc]?frac|times|cdot)");
  private static final MathContext PRECISION = new MathContext(60);

  private final String name;
  private final boolean approximate;

  private NumericGrader(String name, boolean approximate) {
    this.name = name;
    this.approximate = approximate;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public String version() {
    return "2";
  }

  @Override
  public Optional<String> extract(String text) {
    Optional<String> stated = FinalAnswer.find(text, NumericGrader::read);
    if (stated.isPresent() || Boxes.begun(text)) {
      return stated;
    }
    return LastNumber.in(text);
  }

  /**
   * The whole clause where it is one number or leaves the choice between several, else the first
   * number in it that is not denied.
   */
  private static Optional<String> read(String clause) {
    if (NumberText.parse(clause).isPresent() || CHOICE.matcher(clause).find()) {
      return Optional.of(clause);
    }
    Matcher denied = DENIED.matcher(clause);
    String stated = denied.find() ? clause.substring(denied.end()) : clause;
    return LastNumber.firstIn(stated.substring(stated.lastIndexOf('=') + 1));
  }

  /** A box or a marked line that holds nothing but one number in plain or LaTeX form. */
  @Override
  public Optional<String> extractStrict(String text) {
    return FinalAnswer.strict(text).filter(NumericGrader::isBareNumber);
  }

  private static boolean isBareNumber(String answer) {
    return NumberText.parse(answer).isPresent()
        && PLAIN_COMMAND.matcher(answer).replaceAll("").chars().noneMatch(Character::isLetter);
  }

  @Override
  public Grade judge(String answer, Problem problem) {
    Optional<BigFraction> value = NumberText.parse(answer);
    if (value.isEmpty()) {
      return Grade.of(answer, false, "the answer is not a single number");
    }
    Optional<BigFraction> gold = NumberText.parse(problem.gold());
    if (gold.isEmpty()) {
      return Grade.of(answer, false, "the gold answer is not a single number");
    }
    boolean correct =
        value.get().equals(gold.get())
            || (approximate && close(value.get(), gold.get(), problem.gold()));
    return Grade.of(answer, correct, correct ? "same value" : "different value");
  }

  private static boolean close(BigFraction answer, BigFraction gold, String goldText) {
    BigDecimal target = decimal(gold);
    BigDecimal difference = decimal(answer).subtract(target).abs();
    BigDecimal noise = target.abs().multiply(RELATIVE_NOISE).min(LARGEST_NOISE);
    if (decimals(goldText) >= PUBLISHED_DECIMALS) {
      noise = noise.add(PUBLISHED_ROUNDING);
    }
    if (difference.compareTo(noise) <= 0) {
      return true;
    }
    boolean whole =
        target.subtract(target.setScale(0, RoundingMode.HALF_EVEN)).abs().compareTo(noise) <= 0;
    BigDecimal given = decimal(answer).stripTrailingZeros();
    return !whole
        && given.scale() >= MIN_DECIMALS
        && given.precision() >= MIN_SIGNIFICANT
        && difference.compareTo(BigDecimal.ONE.movePointLeft(given.scale())) < 0;
  }

  private static int decimals(String number) {
    int point = number.indexOf('.');
    return point < 0 ? 0 : number.length() - point - 1;
  }

  private static BigDecimal decimal(BigFraction value) {
    return new BigDecimal(value.getNumerator())
        .divide(new BigDecimal(value.getDenominator()), PRECISION);
  }

  @Override
  public String voteKey(String answer) {
    Optional<BigFraction> value = NumberText.parse(answer);
    if (value.isEmpty()) {
      return Characters.lowerCase(answer.strip());
    }
    if (!approximate) {
      return ValueText.of(value.get());
    }
    BigDecimal exact = decimal(value.get());
    int wholeDigits = Math.max(0, exact.precision() - exact.scale());
    MathContext rounding = new MathContext(Math.max(MIN_SIGNIFICANT, wholeDigits + MIN_DECIMALS));
    return ValueText.of(NumberText.exact(exact.round(rounding)));
  }
}
