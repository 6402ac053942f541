package org.econspark.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.econspark.config.SettingsLoader;
import org.junit.jupiter.api.Test;

class CacheUpkeepTest {
  private static final String ENDPOINT =
      "{ provider = openai, model = m, base-url = \"http://h/v1\" }";

  @Test
  void oneRemoteModelIsEnoughForACache() {
    assertThat(files("llm.default " + ENDPOINT)).isNotNull();
    assertThat(files("llm.coordinator " + ENDPOINT)).as("beside local executors").isNotNull();
    assertThat(files("llm.executors = [{}, " + ENDPOINT + ", {}]")).isNotNull();
    assertThat(files("variants.v.llm.coordinator " + ENDPOINT)).as("in a variant").isNotNull();
  }

  @Test
  void localModelsAndSettingsThatSaySoHaveNoCache() {
    assertThat(files("")).isNull();
    assertThat(files("cache.enabled = false, llm.default " + ENDPOINT)).isNull();
  }

  private static CacheFiles files(String settings) {
    return CacheUpkeep.files(
        new SettingsLoader()
            .value("run.methods", List.of("cot", "cot@v"))
            .assignment("variants.v.cot.top-p = 0.5")
            .text("test", settings)
            .load(),
        new Configuration());
  }
}
