package org.econspark.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SummaryTest {
  private static final MethodCounts COT =
      counts("gsm8k", "cot", 100, 60, 0, 10_000, new PairedCounts(60, 0, 0, 40));

  @Test
  void accuracyLeavesFailedEpisodesOut() {
    MethodCounts counts =
        counts("gsm8k", "cot", 100, 60, 20, 10_000, new PairedCounts(60, 0, 0, 20));

    SummaryRow row = Summary.of(List.of(counts), List.of(), "cot", 1).get(0);

    assertThat(row.accuracy()).isEqualTo(0.75);
    assertThat(row.failureRate()).isEqualTo(0.2);
    assertThat(row.noAnswerRate()).isEqualTo(0.05);
    // Wilson's interval of 60 among 80: (p + z^2/2n -+ z sqrt(p(1-p)/n + z^2/4n^2)) / (1 + z^2/n).
    assertThat(row.accuracyLow()).isCloseTo(0.64515, within(1e-5));
    assertThat(row.accuracyHigh()).isCloseTo(0.83194, within(1e-5));
  }

  @Test
  void tokensArePerProblemAndPerRightAnswer() {
    SummaryRow row = Summary.of(List.of(COT), List.of(), "cot", 1).get(0);

    assertThat(row.tokensPerProblem()).isEqualTo(100);
    assertThat(row.tokensPerCorrect()).isCloseTo(166.67, within(0.01));
  }

  @Test
  void baselineHasNoDifferenceFromItself() {
    SummaryRow row = Summary.of(List.of(COT), List.of(), "cot", 1).get(0);

    assertThat(row.delta()).isNull();
    assertThat(row.pValue()).isNull();
  }

  @Test
  void differencesArePairedAndCorrectedOverBenchmarks() {
    MethodCounts first =
        counts("gsm8k", "majority", 100, 68, 0, 10_000, new PairedCounts(59, 9, 1, 31));
    MethodCounts second =
        counts("math", "majority", 100, 60, 0, 10_000, new PairedCounts(57, 3, 3, 37));

    List<SummaryRow> rows = Summary.of(List.of(COT, first, second), List.of(), "cot", 1);

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
                    counts(
                        "gsm8k", "majority", 100, 68, 0, 40_000, new PairedCounts(59, 9, 1, 31))),
                List.of(),
                "cot",
                1));

    assertThat(table.lines().filter(line -> line.startsWith("gsm8k")))
        .satisfiesExactly(
            line -> assertThat(line).contains("cot").contains("60.0").contains("50.2 to 69.1"),
            line -> assertThat(line).contains("68.0").contains("+8.0").contains("0.021"));
  }

  @Test
  void repeatsAreNoFurtherProblems() {
    MethodCounts once = counts("gsm8k", "cot", 100, 60, 0, 10_000, new PairedCounts(60, 0, 0, 40));
    // The same answer at all four attempts: nothing was learnt beyond the first.
    MethodCounts fourTimes =
        new MethodCounts(
            "gsm8k",
            "cot",
            400,
            240,
            240,
            0,
            0,
            40_000,
            400,
            null,
            9,
            60,
            List.of(new Attempts(4, 4, 60), new Attempts(4, 0, 40)),
            List.of());

    SummaryRow single = Summary.of(List.of(once), List.of(), "cot", 1).get(0);
    SummaryRow repeated = Summary.of(List.of(fourTimes), List.of(), "cot", 1).get(0);

    assertThat(repeated.n()).isEqualTo(400);
    assertThat(repeated.problems()).isEqualTo(100);
    assertThat(repeated.repeats()).isEqualTo(4);
    assertThat(repeated.accuracyLow()).isEqualTo(single.accuracyLow());
    assertThat(repeated.accuracySe()).isCloseTo(single.accuracySe(), within(1e-12));
  }

  @Test
  void repeatedRowsTakeTheirPassAtKAndShowIt() {
    MethodCounts counts =
        new MethodCounts(
            "gsm8k",
            "cot",
            4,
            3,
            3,
            0,
            0,
            400,
            4,
            null,
            9,
            2,
            List.of(new Attempts(2, 2, 1), new Attempts(2, 1, 1)),
            List.of());
    PassAtKRow passAtK = PassAtKRow.of("gsm8k", "cot", 2, 2, 1.0, 0.0, 0.5, 0.5);

    SummaryRow row = Summary.of(List.of(counts), List.of(passAtK), "cot", 1).get(0);

    assertThat(row.passAt1()).isEqualTo(0.75);
    assertThat(row.passAtK()).isEqualTo(1);
    assertThat(row.majorityAtK()).isEqualTo(0.5);
    assertThat(row.oracle()).isEqualTo(1);
    assertThat(SummaryTable.render(List.of(row))).contains("majority@k %").contains("75.0");
  }

  /** Problems tried once each; 5 without an answer. */
  private static MethodCounts counts(
      String benchmark,
      String method,
      long episodes,
      long correct,
      long failed,
      long tokens,
      PairedCounts paired) {
    return new MethodCounts(
        benchmark,
        method,
        episodes,
        correct,
        correct,
        5,
        failed,
        tokens,
        100,
        null,
        9,
        correct,
        List.of(new Attempts(1, 1, correct), new Attempts(1, 0, episodes - failed - correct)),
        single(paired));
  }

  private static List<PairedAttempts> single(PairedCounts counts) {
    return Stream.of(
            new long[] {1, 1, counts.both()},
            new long[] {1, 0, counts.onlyFirst()},
            new long[] {0, 1, counts.onlySecond()},
            new long[] {0, 0, counts.neither()})
        .filter(cell -> cell[2] > 0)
        .map(cell -> new PairedAttempts(1, (int) cell[0], (int) cell[1], cell[2]))
        .toList();
  }
}
