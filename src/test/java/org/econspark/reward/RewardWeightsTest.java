package org.econspark.reward;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RewardWeightsTest {
  private static final RewardWeights START = new RewardWeights(0.4, 0.4, 0.2);

  @Test
  void rewardIsTheWeightedMeanOfTheTerms() {
    assertThat(START.reward(new RewardTerms(1, 0.5, 0))).isCloseTo(0.6, within(1e-9));
    assertThat(START.reward(RewardTerms.NONE)).isZero();
  }

  @Test
  void stepGoesDownTheGradientOfTheSquaredError() {
    List<RewardWeights.Expectation> samples = samples();
    double[] z = {Math.log(0.4), Math.log(0.4), Math.log(0.2)};
    double[] stepped = z.clone();
    double h = 1e-6;
    for (int i = 0; i < z.length; i++) {
      double[] up = z.clone();
      double[] down = z.clone();
      up[i] += h;
      down[i] -= h;
      stepped[i] -= 1e-3 * (error(softmax(up), samples) - error(softmax(down), samples)) / (2 * h);
    }

    RewardWeights expected = softmax(stepped);
    RewardWeights adjusted = START.adjusted(samples, 1e-3, 0);

    assertThat(adjusted.actionLikelihood()).isCloseTo(expected.actionLikelihood(), within(1e-8));
    assertThat(adjusted.taskSpecific()).isCloseTo(expected.taskSpecific(), within(1e-8));
    assertThat(error(adjusted, samples)).isLessThan(error(START, samples));
  }

  @Test
  void manyStepsStayOnTheSimplexAboveTheFloor() {
    // Only AL explains the expectations, so the share of TS shrinks until the floor.
    List<RewardWeights.Expectation> samples = new ArrayList<>();
    Random random = new Random(3);
    for (int i = 0; i < 100; i++) {
      RewardTerms terms =
          new RewardTerms(random.nextDouble(), random.nextDouble(), random.nextDouble());
      samples.add(new RewardWeights.Expectation(terms, terms.actionLikelihood()));
    }
    RewardWeights weights = START;
    for (int step = 0; step < 5_000; step++) {
      weights = weights.adjusted(samples, 1, 0.2);
    }

    assertThat(weights.taskSpecific()).isCloseTo(0.2, within(1e-6));
    assertThat(weights.actionLikelihood()).isGreaterThan(0.7);
  }

  @Test
  void refusesSharesOffTheSimplex() {
    assertThatThrownBy(() -> new RewardWeights(0.5, 0.5, 0.5))
        .hasMessageContaining("expected shares of 0 or more that add up to 1");
    assertThatThrownBy(() -> new RewardWeights(1.2, -0.2, 0)).hasMessageContaining("[1.2, -0.2");
  }

  private static List<RewardWeights.Expectation> samples() {
    List<RewardWeights.Expectation> samples = new ArrayList<>();
    Random random = new Random(2);
    for (int i = 0; i < 50; i++) {
      samples.add(
          new RewardWeights.Expectation(
              new RewardTerms(random.nextDouble(), random.nextInt(2), random.nextDouble()),
              random.nextDouble()));
    }
    return samples;
  }

  private static double error(RewardWeights weights, List<RewardWeights.Expectation> samples) {
    return samples.stream()
        .mapToDouble(s -> Math.pow(weights.reward(s.terms()) - s.expected(), 2))
        .average()
        .orElseThrow();
  }

  private static RewardWeights softmax(double[] z) {
    double sum = 0;
    for (double value : z) {
      sum += Math.exp(value);
    }
    return new RewardWeights(Math.exp(z[0]) / sum, Math.exp(z[1]) / sum, Math.exp(z[2]) / sum);
  }
}
