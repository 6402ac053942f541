package org.econspark.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.econspark.config.Settings;
import org.econspark.config.SettingsLoader;
import org.junit.jupiter.api.Test;

class SparkSessionsTest {

  @Test
  void sessionsWithoutModelsHideKeysOfExecutorsToo() {
    assertThat(hides(SparkSessions.properties(), "spark.executorEnv.OPENAI_API_KEY")).isTrue();
    assertThat(hides(SparkSessions.properties(), "spark.executorEnv.LANG")).isFalse();
  }

  @Test
  void keysOfAllRolesAndVariantsAreHidden() {
    Settings settings =
        new SettingsLoader()
            .value("run.methods", List.of("cot", "cot@other"))
            .assignment("llm.coordinator.api-key-env = C_OF_MINE")
            .assignment("llm.executors = [{ api-key-env = X_OF_MINE }]")
            .assignment("llm.embedder.api-key-env = E_OF_MINE")
            .assignment("variants.other.llm.coordinator.api-key-env = V_OF_MINE")
            .assignment("variants.other.llm.embedder.api-key-env = W_OF_MINE")
            .load();

    Map<String, Object> properties = SparkSessions.properties(settings);

    for (String name : List.of("C", "X", "E", "V", "W")) {
      assertThat(hides(properties, "spark.executorEnv." + name + "_OF_MINE")).as(name).isTrue();
    }
    assertThat(hides(properties, "spark.executorEnv.OPENAI_API_KEY")).isTrue();
    assertThat(hides(properties, "spark.executorEnv.LANG")).isFalse();
  }

  private static boolean hides(Map<String, Object> properties, String key) {
    return Pattern.compile(properties.get("spark.redaction.regex").toString()).matcher(key).find();
  }
}
