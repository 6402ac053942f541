package org.econspark.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.commons.math3.distribution.BinomialDistribution;
import org.econspark.evaluation.RepeatedAnswers.Answer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RepeatStatisticsTest {
  @ParameterizedTest
  @ValueSource(doubles = {0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9})
  void wilsonIntervalOf200ProblemsCoversBetween93And97Percent(double p) {
    // Not drawn but summed up: the chance that the number of right answers gives an interval with
    // p in it.
    BinomialDistribution right = new BinomialDistribution(null, 200, p);
    double covered =
        IntStream.rangeClosed(0, 200)
            .filter(x -> WilsonInterval.of95(x, 200).contains(p))
            .mapToDouble(right::probability)
            .sum();

    assertThat(covered).isBetween(0.93, 0.97);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.1, 0.3, 0.5, 0.7, 0.9})
  void intervalOverRepeatsOf200ProblemsCoversBetween93And97Percent(double p) {
    SplittableRandom random = new SplittableRandom(1);
    int trials = 4_000;
    int covered = 0;
    for (int trial = 0; trial < trials; trial++) {
      Map<Integer, Long> byCorrect = new HashMap<>();
      for (int problem = 0; problem < 200; problem++) {
        double own = difficulty(random, p);
        int correct = 0;
        for (int repeat = 0; repeat < 4; repeat++) {
          correct += random.nextDouble() < own ? 1 : 0;
        }
        byCorrect.merge(correct, 1L, Long::sum);
      }
      List<Attempts> attempts =
          byCorrect.entrySet().stream()
              .map(e -> new Attempts(4, e.getKey(), e.getValue()))
              .toList();
      covered += RepeatedAccuracy.of(attempts).interval95().contains(p) ? 1 : 0;
    }

    assertThat((double) covered / trials).isBetween(0.93, 0.97);
  }

  /** Chance of a right answer at one problem: 0, 1 or the mean itself, so that the mean is p. */
  private static double difficulty(SplittableRandom random, double p) {
    return random.nextInt(2) == 0 ? p : random.nextDouble() < p ? 1 : 0;
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9})
  void differenceOf200ProblemsIsCoveredBetween93And97PercentBothWays(double p) {
    SplittableRandom random = new SplittableRandom(2);
    int trials = 1_500;
    int newcombe = 0;
    int bootstrap = 0;
    for (int trial = 0; trial < trials; trial++) {
      long[] cells = new long[4];
      for (int problem = 0; problem < 200; problem++) {
        boolean shared = random.nextInt(2) == 0;
        boolean first = random.nextDouble() < p;
        boolean second = shared ? first : random.nextDouble() < p;
        cells[(first ? 2 : 0) + (second ? 1 : 0)]++;
      }
      List<PairedAttempts> paired = new ArrayList<>();
      for (int cell = 0; cell < 4; cell++) {
        if (cells[cell] > 0) {
          paired.add(new PairedAttempts(1, cell / 2, cell % 2, cells[cell]));
        }
      }
      newcombe +=
          PairedDifference.of(PairedAttempts.counts(paired)).interval95().contains(0) ? 1 : 0;
      bootstrap += PairedBootstrap.interval95(paired, trial, 1_000).contains(0) ? 1 : 0;
    }

    assertThat((double) newcombe / trials).isBetween(0.93, 0.97);
    assertThat((double) bootstrap / trials).isBetween(0.93, 0.97);
  }

  // By hand: accuracies 3/4 and 1/4 and 2/4 of three problems, mean 1/2, residuals 1, -1, 0;
  // sqrt(3/2 * 2) / 12.
  @Test
  void clusteredErrorMatchesHandComputedCase() {
    RepeatedAccuracy accuracy =
        RepeatedAccuracy.of(
            List.of(new Attempts(4, 3, 1), new Attempts(4, 1, 1), new Attempts(4, 2, 1)));

    assertThat(accuracy.accuracy()).isEqualTo(0.5);
    assertThat(accuracy.standardError()).isCloseTo(Math.sqrt(3) / 12, within(1e-12));
    assertThat(RepeatedAccuracy.of(List.of(new Attempts(4, 3, 1))).standardError()).isNull();
  }

  @Test
  void signFlipTestOfSingleAttemptsIsMcNemar() {
    List<PairedAttempts> paired =
        List.of(
            new PairedAttempts(1, 1, 1, 50),
            new PairedAttempts(1, 1, 0, 30),
            new PairedAttempts(1, 0, 1, 12));

    assertThat(SignFlipTest.exactP(paired))
        .isCloseTo(McNemarTest.exactP(new PairedCounts(50, 30, 12, 0)), within(1e-12));
  }

  // Gains 3, 1, -2: the 8 sums of +-3 +-1 +-2 are -6 -4 -2 0 0 2 4 6; six are at least 2 in size.
  @Test
  void signFlipTestMatchesCountingByHand() {
    List<PairedAttempts> paired =
        List.of(
            new PairedAttempts(3, 3, 0, 1),
            new PairedAttempts(3, 2, 1, 1),
            new PairedAttempts(3, 0, 2, 1));

    assertThat(SignFlipTest.exactP(paired)).isCloseTo(0.75, within(1e-12));
    assertThat(SignFlipTest.exactP(List.of(new PairedAttempts(3, 2, 2, 9)))).isEqualTo(1);
  }

  @Test
  void repeatedAttemptsThatNeverDisagreeWithinAProblemAreNoFurtherEvidence() {
    List<PairedAttempts> once =
        List.of(new PairedAttempts(1, 1, 0, 12), new PairedAttempts(1, 0, 1, 4));
    List<PairedAttempts> often =
        List.of(new PairedAttempts(5, 5, 0, 12), new PairedAttempts(5, 0, 5, 4));

    PairedComparison first = PairedComparison.of(once, 1);
    PairedComparison second = PairedComparison.of(often, 1);

    assertThat(second.pValue()).isCloseTo(first.pValue(), within(1e-12));
    assertThat(second.difference()).isEqualTo(first.difference());
    assertThat(second.problemsNeeded()).isEqualTo(first.problemsNeeded());
  }

  @Test
  void bootstrapIsTheSameForTheSameSeedOnly() {
    List<PairedAttempts> paired =
        List.of(new PairedAttempts(1, 1, 0, 12), new PairedAttempts(1, 0, 1, 7));

    assertThat(PairedBootstrap.interval95(paired, 3))
        .isEqualTo(PairedBootstrap.interval95(paired, 3));
    assertThat(PairedBootstrap.interval95(paired, 3).contains(5 / 19.0)).isTrue();
    assertThatThrownBy(() -> PairedBootstrap.interval95(List.of(), 3))
        .hasMessage("Cannot draw from 0 problems");
  }

  // Lachin 1992 / Connor 1987: discordant shares 0.2 and 0.1, 80 % power, two-sided 5 %:
  // (1.959964 sqrt(0.3) + 0.841621 sqrt(0.29))^2 / 0.01 = 233.1.
  @ParameterizedTest
  @CsvSource({"0.1, 0.3, 234", "-0.1, 0.3, 234", "0.02, 0.1, 1960", "1, 1, 4"})
  void problemsNeededFollowConnor(double difference, double disagreement, long needed) {
    double a = 1.959963984540054 * Math.sqrt(disagreement);
    double b = 0.8416212335729143 * Math.sqrt(disagreement - difference * difference);
    long expected = (long) Math.ceil((a + b) * (a + b) / (difference * difference));

    assertThat(Power.problemsNeeded(difference, disagreement)).isEqualTo(expected);
    assertThat(expected).isEqualTo(needed);
  }

  @Test
  void noDifferenceNeedsNoNumberOfProblems() {
    assertThat(Power.problemsNeeded(0, 0.3)).isNull();
  }

  // Chen et al. 2021: 1 - C(n - c, k) / C(n, k).
  @ParameterizedTest
  @CsvSource({
    "5, 2, 1, 0.4",
    "5, 2, 2, 0.7",
    "5, 2, 4, 1",
    "5, 0, 3, 0",
    "5, 0, 5, 0",
    "5, 1, 5, 1",
    "5, 5, 1, 1",
    "10, 1, 5, 0.5"
  })
  void passAtKIsUnbiased(int n, int correct, int k, double pass) {
    List<Answer> answers =
        IntStream.range(0, n).mapToObj(i -> new Answer("" + i, i < correct)).toList();

    assertThat(new RepeatedAnswers(answers).passAt(k)).isCloseTo(pass, within(1e-12));
  }

  @Test
  void majorityOfAllCountsEqualAnswersTogether() {
    RepeatedAnswers answers = answers("a+", "b", "b", "a+", "a+", null);

    assertThat(answers.majorityAt(6)).isEqualTo(1);
    // Of two, the first wins unless it has no answer: pairs that begin with b but (b, b) lose too.
    assertThat(answers.majorityAt(1)).isEqualTo(0.5);
  }

  // Three of a+ b c: the vote of two goes to the earlier one: (a, b) and (a, c) are right.
  @Test
  void majorityOfSomeIsTheMeanOverAllChoices() {
    assertThat(answers("a+", "b", "c").majorityAt(2)).isCloseTo(2 / 3.0, within(1e-12));
    assertThat(answers(null, null).majorityAt(2)).isZero();
  }

  @Test
  void majorityOfManyIsDrawnAlikeEachTime() {
    RepeatedAnswers answers =
        answers(
            Stream.concat(
                    Stream.generate(() -> "a+").limit(12), Stream.generate(() -> "b").limit(10))
                .toArray(String[]::new));

    assertThat(answers.majorityAt(11)).isEqualTo(answers.majorityAt(11)).isBetween(0.5, 0.9);
  }

  @Test
  void moreAttemptsThanMadeAreRefused() {
    assertThatThrownBy(() -> answers("a").passAt(2))
        .hasMessage("Invalid number of attempts 2: expected 1 to 1");
  }

  /** Right answers end in a plus. */
  private static RepeatedAnswers answers(String... keys) {
    return new RepeatedAnswers(
        Arrays.stream(keys).map(key -> new Answer(key, key != null && key.endsWith("+"))).toList());
  }
}
