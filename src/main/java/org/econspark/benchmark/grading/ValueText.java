package org.econspark.benchmark.grading;

import java.math.BigDecimal;
import java.math.BigInteger;
import org.apache.commons.math3.fraction.BigFraction;

/** The one way in which a rational value is written as a key. */
public final class ValueText {

  private ValueText() {}

  /** {@code 12}, {@code -0.5} where the decimal ends soon, else {@code 1/3} in lowest terms. */
  public static String of(BigFraction value) {
    BigInteger bottom = value.getDenominator();
    BigInteger rest = bottom;
    int twos = rest.getLowestSetBit();
    rest = rest.shiftRight(twos);
    int fives = 0;
    BigInteger five = BigInteger.valueOf(5);
    while (fives < 40 && rest.mod(five).signum() == 0) {
      rest = rest.divide(five);
      fives++;
    }
    if (rest.equals(BigInteger.ONE) && twos <= 40) {
      return new BigDecimal(value.getNumerator())
          .divide(new BigDecimal(bottom))
          .stripTrailingZeros()
          .toPlainString();
    }
    return value.getNumerator() + "/" + bottom;
  }
}
