package org.econspark.benchmark.miniature;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EquationsTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "The bags hold 12*4=46.; 12*4=48",
        "Try Rome 3, Oslo 2: 3+2+4=8 days.; 3+2+4=9",
        "17-2*5=8, so go on; 17-2*5=7",
        "12*(-5)=60; 12*(-5)=-60",
        "84=2*36+11.; 2*36+11=83",
        "Each: 17/5=3.; 17/5 is not whole",
        "2^5=31; 2^5=32"
      })
  void wrongEquationIsGivenItsRightValue(String text, String correction) {
    assertThat(Equations.firstCorrection(text)).contains(correction);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "3*10=30, 3*2=6, 30+6=36, 3*12=36.",
        "so 2x+3=9",
        "$x=3+4$",
        "(2*(-3)=-6)",
        "it is 5=5.",
        "from 3-5 days",
        "\\frac{3}{4}"
      })
  void trueEquationsAndOtherTextAreLeftAlone(String text) {
    assertThat(Equations.firstCorrection(text)).isEmpty();
  }

  @Test
  void productsBindBeforeSums() {
    assertThat(Equations.evaluate("2+3*4-(1+1)*2")).hasValue(10);
  }

  @Test
  void divisionWithRemainderHasNoValue() {
    assertThat(Equations.evaluate("7/2")).isEmpty();
    assertThat(Equations.evaluate("7/0")).isEmpty();
  }
}
