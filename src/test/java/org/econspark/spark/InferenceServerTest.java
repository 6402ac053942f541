package org.econspark.spark;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.econspark.config.Settings;
import org.econspark.error.EconException;
import org.econspark.llm.ExecutorServer;
import org.econspark.llm.ModelPool;
import org.econspark.llm.ModelSettings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class InferenceServerTest {

  @Test
  @Timeout(60)
  void commandThatEndsAtOnceFailsWithItsStatus() {
    Settings.Server settings =
        new Settings.Server(
            List.of("/no/such/program"),
            8800,
            8899,
            "/health",
            Duration.ofMinutes(10),
            Duration.ofSeconds(1));
    try (InferenceServer server = InferenceServer.start(settings, Map.of())) {
      assertThatThrownBy(InferenceServerTest::model)
          .as("server on port %d", server.port())
          .isInstanceOf(EconException.class)
          .hasMessageContaining("3 times in a row")
          .hasMessageContaining("status 127")
          .hasMessageContaining("server.command");
    }
  }

  private static void model() {
    ModelPool.provider("openai")
        .create(
            new ModelSettings(
                "openai",
                "m",
                ExecutorServer.ADDRESS,
                "",
                Duration.ofSeconds(5),
                4,
                1,
                1,
                Map.of()),
            "cpu");
  }
}
