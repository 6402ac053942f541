package org.econspark.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.econspark.llm.ModelSettings;
import org.junit.jupiter.api.Test;

class LearnedPlaySectionsTest {

  @Test
  void defaultsAreAsDocumented() {
    Settings settings = new SettingsLoader().load();

    assertThat(settings.rounds()).isEqualTo(new Settings.Rounds(0, 0.08, 0, true));
    assertThat(settings.reward())
        .isEqualTo(
            new Settings.Reward(
                0.4,
                0.4,
                0.2,
                false,
                0.001,
                0.2,
                "grader",
                "vote",
                0.6,
                0.2,
                0.2,
                false,
                List.of("econ", "econ-quantal")));
    assertThat(settings.training())
        .isEqualTo(new Settings.Training(8, 256, 16, 1, "", 2, 5, 0.01, 0.7, 1e-4, 8, 2, 3));
    assertThat(settings.checkpoints()).isEqualTo(new Settings.Checkpoints("", ""));
    assertThat(settings.models().embedder()).isEqualTo(settings.models().coordinator());
  }

  @Test
  void everyKeyReachesItsField() {
    Settings settings =
        new SettingsLoader()
            .assignment("rounds = { max = 2, control-change = 0.1, max-tokens = 9 }")
            .assignment("rounds.stop-on-agreement = false")
            .assignment("reward.weights = { al = 0.5, ts = 0.25, cc = 0.25 }")
            .assignment("reward = { dynamic = true, dynamic-rate = 0.1, ts-floor = 0.3 }")
            .assignment("reward = { ts = coordinator, outcome = commitment, methods = [] }")
            .assignment("reward.random = true")
            .assignment("reward.cc = { contribution = 0, fidelity = 0.5, novelty = 0.5 }")
            .assignment("training = { epochs = 1, episodes = 2, validation-limit = 3, keep = 4 }")
            .assignment("training = { validation-every = 5, start-from = a, patience = 6 }")
            .assignment("training = { commitment-change = 0.7, min-reward = 0.8, loss-change = 9 }")
            .assignment("training = { certificate-limit = 10, certificate-samples = 11, grid = 4 }")
            .assignment("checkpoints = { home = h, use = u }")
            .assignment("llm.embedder = { provider = onnx, model = /bge }")
            .assignment("controls.profile = penalty-2d")
            .assignment("coordinator.placement = driver")
            .load();

    assertThat(settings.rounds()).isEqualTo(new Settings.Rounds(2, 0.1, 9, false));
    assertThat(settings.reward())
        .isEqualTo(
            new Settings.Reward(
                0.5,
                0.25,
                0.25,
                true,
                0.1,
                0.3,
                "coordinator",
                "commitment",
                0,
                0.5,
                0.5,
                true,
                List.of()));
    assertThat(settings.training())
        .isEqualTo(new Settings.Training(1, 2, 3, 5, "a", 4, 6, 0.7, 0.8, 9, 10, 11, 4));
    assertThat(settings.checkpoints()).isEqualTo(new Settings.Checkpoints("h", "u"));
    assertThat(settings.models().embedder())
        .extracting(ModelSettings::provider, ModelSettings::model)
        .containsExactly("onnx", "/bge");
    assertThat(settings.controls().profile()).isEqualTo("penalty-2d");
    assertThat(settings.coordinator().onDriver()).isTrue();
  }

  @Test
  void sharesThatDoNotAddUpToOneAreRefused() {
    assertThatThrownBy(() -> new SettingsLoader().assignment("reward.weights.al = 0.9").load())
        .hasMessageContaining("'reward.weights' is '1.5', expected shares that add up to 1");
  }
}
