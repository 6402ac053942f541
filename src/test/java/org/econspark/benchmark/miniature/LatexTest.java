package org.econspark.benchmark.miniature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class LatexTest {
  @Test
  void quotientsAreInLowestTermsWithTheSignInFront() {
    assertThat(Latex.quotient(6, -8)).isEqualTo("-\\frac{3}{4}");
    assertThat(Latex.quotient(-6, -3)).isEqualTo("2");
    assertThat(Latex.quotient(0, -5)).isEqualTo("0");
  }

  @Test
  void zeroDenominatorIsRefused() {
    assertThatThrownBy(() -> Latex.quotient(3, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("Invalid fraction 3/0");
  }

  @Test
  void polynomialsLeaveOutZerosAndOnes() {
    assertThat(Latex.polynomial("x", 1, 0, -7)).isEqualTo("x^2-7");
    assertThat(Latex.polynomial("x", -1, 3, 1)).isEqualTo("-x^2+3x+1");
    assertThat(Latex.polynomial("x", 0, 0)).isEqualTo("0");
    assertThat(Latex.twoTerms(3, "x", -1, "y")).isEqualTo("3x-y");
  }
}
