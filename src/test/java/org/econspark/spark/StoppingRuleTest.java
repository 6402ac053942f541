package org.econspark.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.econspark.config.SettingsLoader;
import org.junit.jupiter.api.Test;

class StoppingRuleTest {
  private final StoppingRule rule = new StoppingRule(new SettingsLoader().load().training());

  @Test
  void allThreeCriteriaMustHold() {
    assertThat(rule.calm(0.01, 0.7, -1e-4)).isTrue();
    assertThat(rule.calm(0.011, 0.7, 0.0)).isFalse();
    assertThat(rule.calm(0.0, 0.69, 0.0)).isFalse();
    assertThat(rule.calm(0.0, 0.9, 2e-4)).isFalse();
    assertThat(rule.calm(null, 0.9, 0.0)).isFalse();
    assertThat(rule.calm(0.0, 0.9, null)).isFalse();
  }

  @Test
  void convergedAfterFiveCalmValidationsInARow() {
    assertThat(rule.converged(4)).isFalse();
    assertThat(rule.converged(5)).isTrue();
  }

  @Test
  void commitmentsAreComparedWithThemselvesOnly() {
    Validation before =
        new Validation(0, 0, 1, 0, Map.of("p", new float[] {1, 0}, "gone", new float[] {0, 1}));
    Validation now =
        new Validation(0, 0, 1, 0, Map.of("p", new float[] {0, 1}, "new", new float[] {1, 0}));

    assertThat(now.commitmentChange(before)).isEqualTo(1);
    assertThat(before.commitmentChange(before)).isZero();
  }
}
