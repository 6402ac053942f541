package org.econspark.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class SummaryTest {
  private static final MethodCounts COT =
      new MethodCounts(
          "gsm8k", "cot", 100, 60, 5, 0, 10_000, 100, null, 9, new PairedCounts(60, 0, 0, 40));

  @Test
  void accuracyLeavesFailedEpisodesOut() {
    MethodCounts counts =
        new MethodCounts(
            "gsm8k", "cot", 100, 60, 5, 20, 10_000, 100, null, 9, new PairedCounts(60, 0, 0, 20));

    SummaryRow row = Summary.of(List.of(counts), "cot").get(0);

    assertThat(row.accuracy()).isEqualTo(0.75);
    assertThat(row.failureRate()).isEqualTo(0.2);
    assertThat(row.noAnswerRate()).isEqualTo(0.05);
    // Wilson's interval of 60 among 80: (p + z^2/2n -+ z sqrt(p(1-p)/n + z^2/4n^2)) / (1 + z^2/n).
    assertThat(row.accuracyLow()).isCloseTo(0.64515, within(1e-5));
    assertThat(row.accuracyHigh()).isCloseTo(0.83194, within(1e-5));
  }

  @Test
  void tokensArePerProblemAndPerRightAnswer() {
    SummaryRow row = Summary.of(List.of(COT), "cot").get(0);

    assertThat(row.tokensPerProblem()).isEqualTo(100);
    assertThat(row.tokensPerCorrect()).isCloseTo(166.67, within(0.01));
  }

  @Test
  void baselineHasNoDifferenceFromItself() {
    SummaryRow row = Summary.of(List.of(COT), "cot").get(0);

    assertThat(row.delta()).isNull();
    assertThat(row.pValue()).isNull();
  }

  @Test
  void differencesArePairedAndCorrectedOverBenchmarks() {
    MethodCounts first =
        new MethodCounts(
            "gsm8k",
            "majority",
            100,
            68,
            5,
            0,
            10_000,
            100,
            null,
            9,
            new PairedCounts(59, 9, 1, 31));
    MethodCounts second =
        new MethodCounts(
            "math",
            "majority",
            100,
            60,
            5,
            0,
            10_000,
            100,
            null,
            9,
            new PairedCounts(57, 3, 3, 37));

    List<SummaryRow> rows = Summary.of(List.of(COT, first, second), "cot");

    assertThat(rows.get(1).delta()).isCloseTo(0.08, within(1e-12));
    // Exact McNemar of 9 against 1: 2 (1 + 10) / 2^10 = 0.021484; Holm doubles the smaller of two.
    assertThat(rows.get(1).pValue()).isCloseTo(2 * 22 / 1024.0, within(1e-9));
    assertThat(rows.get(2).pValue()).isEqualTo(1.0);
    assertThat(rows.get(1).deltaLow()).isPositive();
    assertThat(rows.get(2).delta()).isZero();
  }

  @Test
  void tableShowsFiguresWithTheirIntervals() {
    String table =
        SummaryTable.render(
            Summary.of(
                List.of(
                    COT,
                    new MethodCounts(
                        "gsm8k",
                        "majority",
                        100,
                        68,
                        5,
                        0,
                        40_000,
                        100,
                        null,
                        9,
                        new PairedCounts(59, 9, 1, 31))),
                "cot"));

    assertThat(table.lines().filter(line -> line.startsWith("gsm8k")))
        .satisfiesExactly(
            line -> assertThat(line).contains("cot").contains("60.0").contains("50.2 to 69.1"),
            line -> assertThat(line).contains("68.0").contains("+8.0").contains("0.021"));
  }
}
