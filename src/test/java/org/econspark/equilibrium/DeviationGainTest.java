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
      DeviationGain gain = DeviationGain.estimate(pennies(new Random(trial), 0.5, 120));
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
    DeviationGain gain = DeviationGain.estimate(pennies(new Random(1), 1.0, 200));

    assertThat(gain.best()[0]).isZero();
    assertThat(gain.gains()[0]).isCloseTo(0.5, within(3 * gain.errors()[0]));
    assertThat(gain.gains()[0] - Z_95 * gain.errors()[0]).isPositive();
  }

  @Test
  void matchesHandComputedCase() {
    // One agent, two controls. The even problems choose control 1; on the odd ones it gains -1, 2.
    List<DeviationGain.Sample> problems =
        List.of(sample(0, 1), sample(3, -1), sample(0, 1), sample(3, 2));

    DeviationGain gain = DeviationGain.estimate(problems);

    assertThat(gain.problems()).isEqualTo(2);
    assertThat(gain.best()[0]).isEqualTo(1);
    assertThat(gain.gains()[0]).isEqualTo(0.5);
    assertThat(gain.errors()[0]).isEqualTo(1.5);
    assertThat(gain.nashConvLowerBound()).isEqualTo(0.5);
  }

  @Test
  void refusesTooFewProblems() {
    assertThatThrownBy(() -> DeviationGain.estimate(List.of(sample(0, 1), sample(0, 1))))
        .hasMessageContaining("from 2 problems: at least 4 are needed");
  }

  private static DeviationGain.Sample sample(double... deviated) {
    return new DeviationGain.Sample(new double[] {0}, new double[][] {deviated});
  }

  /** Player 1 wins by matching and plays uniformly; player 2 shows heads with a probability. */
  private static List<DeviationGain.Sample> pennies(Random random, double heads, int problems) {
    List<DeviationGain.Sample> samples = new ArrayList<>();
    for (int p = 0; p < problems; p++) {
      boolean first = random.nextBoolean();
      boolean second = random.nextDouble() < heads;
      samples.add(
          new DeviationGain.Sample(
              new double[] {win(first == second), win(first != second)},
              new double[][] {
                {win(second), win(!second)}, {win(!first), win(first)},
              }));
    }
    return samples;
  }

  private static double win(boolean wins) {
    return wins ? 1 : 0;
  }
}
