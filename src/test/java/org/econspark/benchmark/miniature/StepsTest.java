package org.econspark.benchmark.miniature;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class StepsTest {
  private final Steps steps = new Steps(new Derivation(new SplitMix64(1), -1, false, true));

  @Test
  void remaindersAreWorkedOutDigitByDigit() {
    assertThat(steps.remainder(52345, 37))
        .isEqualTo(
            new Derivation.Result(
                27, "52345-1*37000=15345, 15345-4*3700=545, 545-1*370=175, 175-4*37=27"));
  }

  @Test
  void smallNumbersAreTheirOwnRemainder() {
    assertThat(steps.remainder(5, 37)).isEqualTo(new Derivation.Result(5, "5<37"));
  }

  @Test
  void fractionsAreReducedByEveryCommonDivisor() {
    assertThat(steps.reduced(84, -126)).isEqualTo("-\\frac{2}{3}");
    assertThat(steps.boxed(0).steps())
        .hasSize(2)
        .allMatch(line -> line.contains("(-84)") || line.contains("/"));
  }

  @Test
  void divisorsBeyondTwelveAreFound() {
    assertThat(steps.reduced(34, 51)).isEqualTo("\\frac{2}{3}");
  }

  @Test
  void wholeQuotientsStayWhole() {
    assertThat(steps.reduced(-91, 7)).isEqualTo("-13");
  }
}
