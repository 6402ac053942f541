package org.econspark.episode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.econspark.episode.ControlProfile.Control;
import org.econspark.episode.ControlProfile.Kind;
import org.junit.jupiter.api.Test;

class ControlProfileTest {
  private static final ControlProfile ECON_2D =
      new ControlProfile(
          "econ-2d",
          List.of(new Control(Kind.TEMPERATURE, 0.1, 2.0), new Control(Kind.TOP_P, 0.1, 0.9)));

  @Test
  void actionAndControlsAreTheSameThingInTwoForms() {
    PromptEmbedding controls = ECON_2D.toControls(new float[] {0.5f, 0.75f});

    assertThat(controls).isEqualTo(new PromptEmbedding(0.5, 0.75, 1));
    assertThat(ECON_2D.toAction(controls)).containsExactly(0.5f, 0.75f);
  }

  @Test
  void valuesOutsideOfTheirRangeAreMovedToItsEnd() {
    assertThat(ECON_2D.toControls(new float[] {9, 0})).isEqualTo(new PromptEmbedding(2.0, 0.1, 1));
    float[] action = ECON_2D.toAction(new PromptEmbedding(0, 1, 1));
    assertThat(action[0]).isCloseTo(0.1f, within(1e-6f));
    assertThat(action[1]).isCloseTo(0.9f, within(1e-6f));
  }

  @Test
  void orderOfComponentsIsTheProfiles() {
    ControlProfile profile =
        new ControlProfile(
            "other",
            List.of(
                new Control(Kind.REPETITION_PENALTY, 1, 1.5),
                new Control(Kind.TEMPERATURE, 0.1, 2.0)));

    assertThat(profile.toControls(new float[] {1.25f, 0.5f}))
        .isEqualTo(new PromptEmbedding(0.5, 1, 1.25));
  }

  @Test
  void gridHasTheEndsOfAllRanges() {
    assertThat(ECON_2D.grid(3)).hasSize(9);
    assertThat(ECON_2D.grid(3).get(0)).containsExactly(0.1f, 0.1f);
    assertThat(ECON_2D.grid(3).get(4)).containsExactly(1.05f, 0.5f);
    assertThat(ECON_2D.grid(3).get(8)).containsExactly(2.0f, 0.9f);
  }

  @Test
  void refusesAnActionOfAnotherSizeAndControlsThatRepeat() {
    assertThatThrownBy(() -> ECON_2D.toControls(new float[] {1}))
        .hasMessageContaining("1 values for 2 controls of econ-2d");
    assertThatThrownBy(
            () ->
                new ControlProfile(
                    "twice",
                    List.of(new Control(Kind.TOP_P, 0.1, 0.9), new Control(Kind.TOP_P, 0.2, 0.9))))
        .hasMessageContaining("Invalid control profile 'twice'");
    assertThatThrownBy(() -> new Control(Kind.TOP_P, 0.9, 0.1))
        .hasMessage("Invalid range of top_p: [0.9, 0.1]");
  }
}
