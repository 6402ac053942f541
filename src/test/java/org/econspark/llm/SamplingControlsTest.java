package org.econspark.llm;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class SamplingControlsTest {

  @Test
  void rejectsControlsOutsideTheirRangeAndNamesThem() {
    assertThatThrownBy(() -> new SamplingControls(-0.1, 1, 0, 1)).hasMessageContaining("-0.1");
    assertThatThrownBy(() -> new SamplingControls(Double.NaN, 1, 0, 1)).hasMessageContaining("NaN");
    assertThatThrownBy(() -> new SamplingControls(1, 0, 0, 1)).hasMessageContaining("top-p 0.0");
    assertThatThrownBy(() -> new SamplingControls(1, 1, -1, 1)).hasMessageContaining("top-k -1");
    assertThatThrownBy(() -> new SamplingControls(1, 1, 0, 0.9)).hasMessageContaining("0.9");
  }
}
