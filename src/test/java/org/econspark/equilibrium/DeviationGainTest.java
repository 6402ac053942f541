package org.econspark.equilibrium;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class DeviationGainTest {
  private static final double Z_95 = 1.96;

  @Test
  void atAnEquilibriumTheIntervalCoversZeroAsOftenAsItSays() {
    // Matching pennies, both uniform: every action of either player earns 1/2 whatever it does.
    int covered = 0;
    double sum = 0;
    int trials = 400;
    for (int trial = 0; trial < trials; trial++) {
      DeviationGain gain = split(pennies(new Random(trial), 0.5, 120));
      boolean covers = Math.abs(gain.nashConvLowerBound()) <= Z_95 * gain.nashConvError();
      covered += covers ? 1 : 0;
      sum += gain.nashConvLowerBound();
    }
    assertThat(covered / (double) trials).isBetween(0.91, 0.985);
    // Taking the best of noisy means without the split would lie clearly above zero.
    assertThat(sum / trials).isCloseTo(0, within(0.02));
  }

  @Test
  void aPlantedDeviationIsFound() {
    // The second player always shows heads; the first could gain 1/2 by always matching.
    List<double[][]> problems = pennies(new Random(1), 1.0, 200);
    DeviationGain gain = split(problems);

    assertThat(DeviationGain.bestControls(problems)[0]).isZero();
    assertThat(gain.gains()[0]).isCloseTo(0.5, within(3 * gain.errors()[0]));
    assertThat(gain.gains()[0] - Z_95 * gain.errors()[0]).isPositive();
  }

  @Test
  void matchesHandComputedCase() {
    List<double[][]> choosing = List.of(new double[][] {{0, 1}}, new double[][] {{0.5, 1}});

    assertThat(DeviationGain.bestControls(choosing)).containsExactly(1);

    DeviationGain gain = DeviationGain.estimate(List.of(new double[] {-1}, new double[] {2}));
    assertThat(gain.problems()).isEqualTo(2);
    assertThat(gain.gains()[0]).isEqualTo(0.5);
    assertThat(gain.errors()[0]).isEqualTo(1.5);
    assertThat(gain.nashConvLowerBound()).isEqualTo(0.5);
  }

  @Test
  void refusesTooFewProblems() {
    assertThatThrownBy(() -> DeviationGain.estimate(List.of(new double[] {1})))
        .hasMessageContaining("from 1 problems: at least 2 are needed");
  }

  /** Chooses on the first half and estimates on the second. */
  private static DeviationGain split(List<double[][]> problems) {
    int half = problems.size() / 2;
    int[] best = DeviationGain.bestControls(problems.subList(0, half));
    List<double[]> gains = new ArrayList<>();
    for (double[][] problem : problems.subList(half, problems.size())) {
      gains.add(new double[] {problem[0][best[0]], problem[1][best[1]]});
    }
    return DeviationGain.estimate(gains);
  }

  /** Player 1 wins by matching and plays uniformly; player 2 shows heads with a probability. */
  private static List<double[][]> pennies(Random random, double heads, int problems) {
    List<double[][]> gains = new ArrayList<>();
    for (int p = 0; p < problems; p++) {
      boolean first = random.nextBoolean();
      boolean second = random.nextDouble() < heads;
      double one = win(first == second);
      double two = win(first != second);
      gains.add(
          new double[][] {
            {win(second) - one, win(!second) - one}, {win(!first) - two, win(first) - two},
          });
    }
    return gains;
  }

  private static double win(boolean wins) {
    return wins ? 1 : 0;
  }
}
