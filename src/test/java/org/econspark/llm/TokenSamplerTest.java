package org.econspark.llm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TokenSamplerTest {
  private static final int SIZE = 300;

  private final TokenSampler sampler = new TokenSampler();

  @Test
  void drawsWithTheProbabilitiesOfASortedReference() {
    Random random = new Random(1);
    for (SamplingControls controls :
        List.of(
            new SamplingControls(1, 1, 0, 1),
            new SamplingControls(0.7, 0.9, 0, 1),
            new SamplingControls(1.8, 0.5, 0, 1),
            new SamplingControls(1.8, 0.999, 0, 1),
            new SamplingControls(0.1, 0.01, 0, 1),
            new SamplingControls(1.2, 1, 40, 1),
            new SamplingControls(1.2, 0.8, 40, 1),
            new SamplingControls(1.2, 0.8, 1, 1))) {
      float[] logits = logits(random);
      double[] expected = reference(logits, controls);
      double[] shares = shares(logits, controls, 20_000);
      for (int i = 0; i < SIZE; i++) {
        // The uniform numbers form a grid, so a share is off by a cell at most.
        assertThat(shares[i]).as("%s token %d", controls, i).isCloseTo(expected[i], offset(2e-4));
        if (expected[i] == 0) {
          assertThat(shares[i]).isZero();
        }
      }
    }
  }

  @Test
  void temperatureZeroTakesTheFirstOfTheMostLikely() {
    float[] logits = {9, 1, 3, 2, 3};
    assertThat(sampler.draw(logits, 1, 4, SamplingControls.GREEDY, 0.9)).isEqualTo(1);
  }

  @Test
  void equalWeightsKeepTheLowerIds() {
    float[] logits = {0, 0, 0, 0};
    assertThat(shares(logits, new SamplingControls(1, 0.5, 0, 1), 400))
        .containsExactly(0.5, 0.5, 0, 0);
    assertThat(shares(logits, new SamplingControls(1, 1, 1, 1), 400)).containsExactly(1, 0, 0, 0);
  }

  @Test
  void highestUniformNumberStillDrawsAToken() {
    float[] logits = logits(new Random(5));
    int token =
        sampler.draw(logits, 0, SIZE, new SamplingControls(1, 0.9, 0, 1), Math.nextDown(1.0));
    assertThat(token).isBetween(0, SIZE - 1);
  }

  @Test
  void forbiddenTokensAreNeverDrawn() {
    float[] logits = {Float.NEGATIVE_INFINITY, 1, Float.NEGATIVE_INFINITY};
    assertThat(shares(logits, new SamplingControls(1, 1, 0, 1), 100)).containsExactly(0, 1, 0);
  }

  @Test
  void logSumExpMatchesDoublePrecision() {
    float[] logits = logits(new Random(2));
    double sum = 0;
    for (int i = 10; i < SIZE; i++) {
      sum += Math.exp(logits[i]);
    }
    assertThat(TokenSampler.logSumExp(logits, 10, SIZE - 10))
        .isCloseTo(Math.log(sum), offset(1e-6));
  }

  @Test
  void fastExponentialIsExactToSinglePrecision() {
    for (float x = 0; x > -86; x -= 0.0137f) {
      double exact = Math.exp(x);
      assertThat(FastExp.exp(x)).isCloseTo((float) exact, offset((float) (2e-7 * exact)));
    }
    assertThat(FastExp.exp(0)).isEqualTo(1);
    assertThat(FastExp.exp(-200)).isZero();
    assertThat(FastExp.exp(Float.NEGATIVE_INFINITY)).isZero();
  }

  @Test
  void randomNumbersDependOnSeedAndStepAndFillTheUnitInterval() {
    double sum = 0;
    for (int step = 0; step < 10_000; step++) {
      double number = RandomNumbers.uniform(77, step);
      assertThat(number).isGreaterThanOrEqualTo(0).isLessThan(1);
      sum += number;
    }
    assertThat(sum / 10_000).isCloseTo(0.5, offset(0.01));
    assertThat(RandomNumbers.uniform(77, 3)).isEqualTo(RandomNumbers.uniform(77, 3));
    assertThat(RandomNumbers.uniform(77, 3)).isNotEqualTo(RandomNumbers.uniform(78, 3));
  }

  private double[] shares(float[] logits, SamplingControls controls, int draws) {
    double[] shares = new double[logits.length];
    for (int i = 0; i < draws; i++) {
      double uniform = (i + 0.5) / draws;
      shares[sampler.draw(logits, 0, logits.length, controls, uniform)] += 1.0 / draws;
    }
    for (int i = 0; i < shares.length; i++) {
      shares[i] = Math.round(shares[i] * 1e9) / 1e9;
    }
    return shares;
  }

  /** Hugging Face's order: temperature, top-k, top-p on what is left. */
  private static double[] reference(float[] logits, SamplingControls controls) {
    List<Integer> order = new ArrayList<>();
    double[] weights = new double[logits.length];
    for (int i = 0; i < logits.length; i++) {
      order.add(i);
      weights[i] = Math.exp(logits[i] / controls.temperature());
    }
    order.sort(Comparator.comparingDouble((Integer i) -> -weights[i]));
    int count = controls.topK() == 0 ? logits.length : controls.topK();
    double total = order.stream().limit(count).mapToDouble(i -> weights[i]).sum();
    double[] kept = new double[logits.length];
    double mass = 0;
    for (int i = 0; i < count && mass < controls.topP() * total; i++) {
      int token = order.get(i);
      kept[token] = weights[token];
      mass += weights[token];
    }
    for (int i = 0; i < kept.length; i++) {
      kept[i] /= mass;
    }
    return kept;
  }

  private static float[] logits(Random random) {
    float[] logits = new float[SIZE];
    for (int i = 0; i < SIZE; i++) {
      logits[i] = (float) (4 * random.nextGaussian());
    }
    return logits;
  }
}
