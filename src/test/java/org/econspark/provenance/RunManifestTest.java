package org.econspark.provenance;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RunManifestTest {
  private static final String SETTINGS =
      """
      {"run":{"seed":1,"out":"runs","methods":["cot"]},
       "benchmarks":{"gsm8k":{"format":"gsm8k","path":"a.jsonl","train":"a-train.jsonl"}},
       "llm":{"default":{"model":"mini-m","threads":1}}}""";

  @Test
  void sameRunHasNoDifferences() {
    assertThat(
            manifest(SETTINGS, "659 problems, ab")
                .differencesFrom(manifest(SETTINGS, "659 problems, ab")))
        .isEmpty();
  }

  @Test
  void changedSettingsAreNamedWithBothValues() {
    RunManifest changed =
        manifest(SETTINGS.replace("\"seed\":1", "\"seed\":2").replace("mini-m", "mini-s"), "x");

    assertThat(changed.differencesFrom(manifest(SETTINGS, "x")))
        .containsExactly("llm.default.model: mini-m -> mini-s", "run.seed: 1 -> 2");
  }

  @Test
  void changedDataIsNamed() {
    assertThat(manifest(SETTINGS, "y").differencesFrom(manifest(SETTINGS, "x")))
        .containsExactly("data of gsm8k: x -> y");
  }

  @Test
  void placesAndResourcesMayChange() {
    String moved =
        SETTINGS
            .replace("\"runs\"", "\"s3a://b/runs\"")
            .replace("a.jsonl", "b.jsonl")
            .replace("a-train.jsonl", "b-train.jsonl")
            .replace("\"threads\":1", "\"threads\":8");

    assertThat(manifest(moved, "x").differencesFrom(manifest(SETTINGS, "x"))).isEmpty();
  }

  @Test
  void addedAndRemovedKeysAreDifferences() {
    assertThat(
            manifest(SETTINGS.replace("[\"cot\"]", "[\"cot\",\"majority\"]"), "x")
                .differencesFrom(manifest(SETTINGS, "x")))
        .containsExactly("run.methods.1: (none) -> majority");
  }

  private static RunManifest manifest(String settings, String data) {
    return new RunManifest(
        settings,
        Map.of("gsm8k", data),
        Map.of("coordinator", "embedded:mini-m@1"),
        Map.of("coordinator", "miniature-1"),
        Map.of("java", "17"),
        null,
        null,
        1,
        Instant.EPOCH,
        null,
        "running");
  }
}
