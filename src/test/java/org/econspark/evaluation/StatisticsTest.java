package org.econspark.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class StatisticsTest {

  @Test
  void wilsonIntervalMatchesPublishedValues() {
    // Newcombe 1998, Statistics in Medicine 17, table I, method 3 (score, no correction).
    assertInterval(WilsonInterval.of(81, 263), 0.2553, 0.3662);
    assertInterval(WilsonInterval.of(15, 148), 0.0624, 0.1605);
    assertInterval(WilsonInterval.of(0, 20), 0.0000, 0.1611);
    assertInterval(WilsonInterval.of(1, 29), 0.0061, 0.1718);
  }

  @Test
  void wilsonIntervalRefusesNoTrials() {
    assertThatThrownBy(() -> WilsonInterval.of(0, 0)).hasMessageContaining("0 of 0");
  }

  @Test
  void wilsonIntervalCoversTheTruthInNineteenOfTwentyCases() {
    SplittableRandom random = new SplittableRandom(7);
    for (double p : new double[] {0.1, 0.3, 0.5, 0.9}) {
      int covered = 0;
      for (int trial = 0; trial < 4000; trial++) {
        int successes = 0;
        for (int i = 0; i < 200; i++) {
          successes += random.nextDouble() < p ? 1 : 0;
        }
        Interval interval = WilsonInterval.of(successes, 200);
        covered += interval.low() <= p && p <= interval.high() ? 1 : 0;
      }
      assertThat(covered / 4000.0).as("p = %s", p).isBetween(0.93, 0.97);
    }
  }

  @Test
  void exactMcNemarIsTwiceTheBinomialTail() {
    // By hand: 2 (C(10,0) + C(10,1)) / 2^10; 2 (1 + 5 + 10) / 2^5 is 1; 2 / 2^6.
    assertThat(McNemarTest.exactPValue(9, 1)).isCloseTo(22 / 1024.0, within(1e-12));
    assertThat(McNemarTest.exactPValue(1, 9)).isCloseTo(22 / 1024.0, within(1e-12));
    assertThat(McNemarTest.exactPValue(3, 2)).isEqualTo(1);
    assertThat(McNemarTest.exactPValue(0, 6)).isCloseTo(2 / 64.0, within(1e-12));
    assertThat(McNemarTest.exactPValue(0, 0)).isEqualTo(1);
  }

  @Test
  void holmMatchesHandComputedCase() {
    // 0.01*4, max(0.03*3), max(0.04*2) rises to 0.09, 0.6.
    assertThat(HolmCorrection.adjust(new double[] {0.04, 0.01, 0.6, 0.03}))
        .containsExactly(new double[] {0.09, 0.04, 0.6, 0.09}, within(1e-12));
    assertThat(HolmCorrection.adjust(new double[] {0.7, 0.8})).containsExactly(1, 1);
    assertThat(HolmCorrection.adjust(new double[0])).isEmpty();
  }

  @Test
  void pairedIntervalMatchesHandComputedCase() {
    // Agresti and Min: centre (8)/(102), margin z sqrt(11 - 64/102)/102.
    assertInterval(PairedDifference.interval(100, 9, 1), 0.0165, 0.1403);
    Interval none = PairedDifference.interval(50, 0, 0);
    assertThat(none.low()).isEqualTo(-none.high()).isNegative();
  }

  @Test
  void pairedIntervalCoversTheTruth() {
    SplittableRandom random = new SplittableRandom(11);
    int covered = 0;
    for (int trial = 0; trial < 4000; trial++) {
      int first = 0;
      int second = 0;
      for (int i = 0; i < 200; i++) {
        double u = random.nextDouble();
        first += u < 0.12 ? 1 : 0;
        second += u >= 0.12 && u < 0.17 ? 1 : 0;
      }
      Interval interval = PairedDifference.interval(200, first, second);
      covered += interval.low() <= 0.07 && 0.07 <= interval.high() ? 1 : 0;
    }
    assertThat(covered / 4000.0).isBetween(0.93, 0.97);
  }

  private static void assertInterval(Interval interval, double low, double high) {
    assertThat(interval.low()).isCloseTo(low, within(1e-4));
    assertThat(interval.high()).isCloseTo(high, within(1e-4));
  }
}
