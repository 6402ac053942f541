package org.econspark.learning;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@link ControlTask} with one seed; the command in the README plays all seeds. */
class ControlTaskTest {

  @ParameterizedTest
  @ValueSource(strings = {"continuous", "quantal"})
  void bestControlOfEachAgentAndTypeIsLearned(String policy) {
    ControlTask.Learned learned = ControlTask.learn(policy, 1);

    assertThat(learned.untrained()).isLessThan(0.7);
    assertThat(learned.share()).isGreaterThanOrEqualTo(0.95);
    // The first type wants cooler answers than the second, most of all from the first agent.
    for (int agent = 0; agent < 3; agent++) {
      assertThat(learned.temperatures()[0][agent]).isLessThan(learned.temperatures()[1][agent]);
    }
  }
}
