package org.econspark.episode;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class TrajectoryTest {
  private static final Observation SEEN =
      new Observation(new float[] {1, 0}, new float[] {0, 1}, List.of());

  @Test
  void aStepNeedsOneEntryForEachAgent() {
    assertThatThrownBy(
            () ->
                new PlayedStep(
                    List.of(SEEN, SEEN),
                    List.of(new float[] {0.5f, 0.5f}),
                    List.of(-1, -1),
                    new double[] {1, 1},
                    1,
                    null))
        .hasMessage(
            "Invalid step: 2 observations, 1 actions, 2 candidates, 2 rewards; expected one of"
                + " each for each agent");
  }

  @Test
  void anEpisodeHasAtLeastOneStep() {
    assertThatThrownBy(() -> new Trajectory("gsm8k-0042", List.of()))
        .hasMessage("Invalid trajectory of problem gsm8k-0042: it has no steps");
  }
}
