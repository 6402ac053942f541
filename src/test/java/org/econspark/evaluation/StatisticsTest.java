package org.econspark.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StatisticsTest {

  // 81 of 263 and 15 of 148 are the worked examples of Newcombe 1998 (Statistics in Medicine 17,
  // 857-872), 0.2553 to 0.3662 and 0.0624 to 0.1605; all digits from statsmodels 0.15.0,
  // proportion_confint(method="wilson").
  @ParameterizedTest
  @CsvSource({
    "0, 10, 0, 0.2775327999",
    "10, 10, 0.7224672001, 1",
    "1, 29, 0.0061132143, 0.1717552188",
    "81, 263, 0.2552885199, 0.3662095770",
    "15, 148, 0.0623863995, 0.1604872417",
    "50, 100, 0.4038315304, 0.5961684696",
    "137, 200, 0.6176504391, 0.7453767901"
  })
  void wilsonIntervalMatchesPublishedValues(long successes, long total, double low, double high) {
    Interval interval = WilsonInterval.of95(successes, total);

    assertThat(interval.low()).isCloseTo(low, within(1e-9));
    assertThat(interval.high()).isCloseTo(high, within(1e-9));
  }

  @Test
  void wilsonIntervalOfNothingIsRefused() {
    assertThatThrownBy(() -> WilsonInterval.of95(0, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("Invalid proportion 0 of 0");
  }

  // statsmodels 0.15.0, mcnemar(exact=True).
  @ParameterizedTest
  @CsvSource({
    "0, 0, 1",
    "1, 5, 0.21875",
    "6, 2, 0.2890625",
    "12, 30, 0.0079158973349",
    "0, 9, 0.00390625",
    "101, 121, 0.20213432066",
    "59, 6, 4.96465032713e-12",
    "7, 7, 1"
  })
  void mcNemarMatchesStatsmodels(long onlyFirst, long onlySecond, double p) {
    double exact = McNemarTest.exactP(new PairedCounts(5, onlyFirst, onlySecond, 7));

    assertThat(exact).isCloseTo(p, within(1e-10 * Math.max(p, 1e-3)));
  }

  // First row: Cavo et al. 2012 as computed in Fagerland, Lydersen and Laake 2017 (chapter 8):
  // -0.0621, -0.1186 to -0.0046. Second row: Altman et al. 2000, "Statistics with confidence",
  // table 6.2. Further digits and rows: the formula in Python over statsmodels' Wilson intervals.
  @ParameterizedTest
  @CsvSource({
    "59, 6, 16, 80, -0.0621118012, -0.1186211956, -0.0046251139",
    "14, 5, 0, 22, 0.1219512195, 0.0114832414, 0.2264926844",
    "1, 1, 7, 12, -0.2857142857, -0.5069202267, -0.0255591242",
    "120, 31, 18, 31, 0.065, -0.0038812592, 0.1332689883",
    "0, 5, 0, 5, 0.5, 0.1173674675, 0.7634069095",
    "50, 0, 0, 50, 0, -0.0192336939, 0.0192336939",
    "10, 0, 0, 0, 0, -0.2775327999, 0.2775327999",
    "0, 7, 9, 0, -0.125, -0.5380269519, 0.3364288720"
  })
  void pairedDifferenceMatchesPublishedValues(
      long both, long first, long second, long neither, double d, double low, double high) {
    PairedDifference difference =
        PairedDifference.of(new PairedCounts(both, first, second, neither));

    assertThat(difference.difference()).isCloseTo(d, within(1e-9));
    assertThat(difference.interval95().low()).isCloseTo(low, within(1e-9));
    assertThat(difference.interval95().high()).isCloseTo(high, within(1e-9));
  }

  @Test
  void swappingTheMethodsMirrorsTheDifference() {
    PairedDifference there = PairedDifference.of(new PairedCounts(20, 9, 4, 7));
    PairedDifference back = PairedDifference.of(new PairedCounts(20, 4, 9, 7));

    assertThat(back.difference()).isEqualTo(-there.difference());
    assertThat(back.interval95().low()).isCloseTo(-there.interval95().high(), within(1e-12));
  }

  @Test
  void pairedDifferenceOfNothingIsRefused() {
    assertThatThrownBy(() -> PairedDifference.of(PairedCounts.empty()))
        .hasMessageStartingWith("Cannot compute a paired difference of 0 items");
  }

  @Test
  void countsGrowItemByItem() {
    PairedCounts counts =
        PairedCounts.empty().plus(true, true).plus(true, false).plus(false, true).plus(false, true);

    assertThat(counts).isEqualTo(new PairedCounts(1, 1, 2, 0));
  }

  // statsmodels 0.15.0, multipletests(method="holm").
  @Test
  void holmMatchesStatsmodels() {
    assertThat(HolmCorrection.adjust(0.01, 0.04, 0.03, 0.005))
        .containsExactly(new double[] {0.03, 0.06, 0.06, 0.02}, within(1e-12));
    assertThat(HolmCorrection.adjust(0.001, 0.2, 0.03, 0.8, 0.012, 0.05))
        .containsExactly(new double[] {0.006, 0.4, 0.12, 0.8, 0.06, 0.15}, within(1e-12));
    assertThat(HolmCorrection.adjust(0.5, 0.9)).containsExactly(new double[] {1, 1}, within(1e-12));
    assertThat(HolmCorrection.adjust()).isEmpty();
  }

  @Test
  void holmRefusesWhatIsNoProbability() {
    assertThatThrownBy(() -> HolmCorrection.adjust(0.5, Double.NaN))
        .hasMessage("Invalid p-value NaN: expected 0 to 1");
  }
}
