package org.econspark.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.econspark.config.Settings;
import org.econspark.config.SettingsLoader;
import org.econspark.episode.ControlProfile;
import org.econspark.episode.ControlProfile.Control;
import org.econspark.episode.ControlProfile.Kind;
import org.econspark.episode.Observation;
import org.econspark.episode.Policy;
import org.econspark.learning.Learner;
import org.econspark.learning.PolicyWeights;
import org.junit.jupiter.api.Test;

class PolicyPoolTest {
  private static final int AGENTS = 2;
  private static final int EMBEDDING = 4;
  private static final ControlProfile PROFILE =
      new ControlProfile("temperature", List.of(new Control(Kind.TEMPERATURE, 0.1, 2)));

  private final PolicyPool pool = PolicyPool.shared();

  @Test
  void allPoliciesOfAWaveStayOpenHoweverManyTheyAre() {
    Map<String, PolicyWeights> weights = new TreeMap<>();
    Map<String, String> keys = new TreeMap<>();
    for (int i = 0; i < 20; i++) {
      weights.put("econ@" + i, weights(i));
      keys.put("econ@" + i, "many " + i);
    }
    Map<String, Policy> wave = pool.policies(weights, keys);
    Map<String, Policy> straggler = pool.policies(weights, keys);
    pool.policies(Map.of("econ", weights(20)), Map.of("econ", "one"));

    assertThat(straggler).isEqualTo(wave).hasSize(20);
    assertThat(wave.values()).allSatisfy(policy -> assertThat(decisions(policy)).isEqualTo(AGENTS));
  }

  @Test
  void weightsOfTheSameNameAreOpenedOnce() {
    Map<String, Policy> both =
        pool.policies(
            Map.of("econ", weights(1), "econ@no-strategy", weights(1)),
            Map.of("econ", "same", "econ@no-strategy", "same"));

    assertThat(both.get("econ")).isSameAs(both.get("econ@no-strategy"));
  }

  private static int decisions(Policy policy) {
    Observation observation =
        new Observation(new float[] {1, 0, 0, 0}, new float[] {0, 1, 0, 0}, List.of());
    return policy.decide(Collections.nCopies(AGENTS, observation), false, 1).size();
  }

  private static PolicyWeights weights(long seed) {
    Settings settings =
        new SettingsLoader().value("networks.model-size", 8).value("networks.heads", 2).load();
    try (Learner learner =
        Learner.create(
            settings.networks(), settings.learning(), PROFILE, AGENTS, EMBEDDING, seed)) {
      return learner.weights();
    }
  }
}
