package org.econspark.llm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ModelSettingsTest {

  @Test
  void defaultsAreAsDocumented() {
    assertThat(ModelSettings.of("embedded", "mini-m"))
        .isEqualTo(
            new ModelSettings(
                "embedded", "mini-m", "", "", Duration.ofSeconds(120), 32, 1, 96, Map.of()));
  }

  @Test
  void survivesSerialisation() throws Exception {
    ModelSettings settings = ModelSettings.of("openai", "small").withExtra("supports", "seed");
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(settings);
    }
    try (ObjectInputStream in =
        new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      assertThat(in.readObject()).isEqualTo(settings);
    }
  }

  @Test
  void textShowsNoSecrets() {
    ModelSettings settings =
        new ModelSettings(
            "openai",
            "small",
            "https://me:pass@host/v1",
            "KEY",
            Duration.ofSeconds(1),
            1,
            1,
            1,
            Map.of("header", "token-9"));
    assertThat(settings.toString())
        .isEqualTo("openai model small at https://host/v1 with header")
        .doesNotContain("pass", "token-9");
  }

  @Test
  void impossibleNumbersAreRefused() {
    assertThatThrownBy(
            () -> new ModelSettings("a", "b", "", "", Duration.ofSeconds(1), 0, 1, 1, Map.of()))
        .hasMessage("Invalid max-concurrency 0: expected 1 or more");
    assertThatThrownBy(() -> new ModelSettings("a", "b", "", "", Duration.ZERO, 1, 1, 1, Map.of()))
        .hasMessageStartingWith("Invalid timeout");
  }
}
