package org.econspark.llm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.econspark.error.EconException;
import org.econspark.error.ExitCode;
import org.junit.jupiter.api.Test;

class ModelPoolTest {
  private static final ModelSettings LLAMA =
      ModelSettings.of("onnx", TestModels.folder(TestModels.LLAMA).toString());

  @Test
  void sameSettingsShareOneModel() {
    try (ModelPool pool = new ModelPool()) {
      ChatModel model = pool.model(LLAMA, "cpu");
      assertThat(pool.model(LLAMA.withExtra("supports", "seed"), "cpu")).isSameAs(model);
      assertThat(
              pool.model(
                  ModelSettings.of("onnx", TestModels.folder(TestModels.GPT2).toString()), "cpu"))
          .isNotSameAs(model);
    }
  }

  @Test
  void closedPoolHasClosedItsModels() {
    ModelPool pool = new ModelPool();
    OnnxChatModel model = (OnnxChatModel) pool.model(LLAMA, "cpu");
    DecoderState state = model.decoder().newState();
    state.cache().addRow();
    pool.close();
    assertThatThrownBy(() -> model.decoder().read(state, new int[][] {{20}}, false))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void providersOfTheTestsAreFoundBesideOurs() {
    assertThat(ModelPool.provider("scripted").name()).isEqualTo("scripted");
    assertThat(ModelPool.provider("fixed-latency").name()).isEqualTo("fixed-latency");
    assertThatThrownBy(() -> ModelPool.provider("opnai"))
        .isInstanceOf(EconException.class)
        .hasMessageStartingWith("Invalid provider 'opnai'")
        .hasMessageContaining("embedded, fixed-latency, onnx, openai, scripted")
        .extracting(e -> ((EconException) e).exitCode())
        .isEqualTo(ExitCode.USAGE);
  }

  @Test
  void missingModelsAreNamed() {
    try (ModelPool pool = new ModelPool()) {
      assertThatThrownBy(() -> pool.model(ModelSettings.of("onnx", "no/such"), "cpu"))
          .isInstanceOf(EconException.class)
          .hasMessageStartingWith("Cannot load model from no/such: no such folder");
      assertThatThrownBy(() -> pool.model(ModelSettings.of("onnx", "src/main"), "cpu"))
          .hasMessageStartingWith("Cannot load model from src/main: model.onnx is missing");
      assertThatThrownBy(() -> pool.model(ModelSettings.of("embedded", "maxi"), "cpu"))
          .hasMessageStartingWith("Cannot find embedded model 'maxi'");
      assertThatThrownBy(() -> pool.model(ModelSettings.of("embedded", "../x"), "cpu"))
          .hasMessageStartingWith("Invalid embedded model name '../x'");
    }
  }

  @Test
  void embedderSharesTheChatModel() {
    try (ModelPool pool = new ModelPool()) {
      ModelSettings embedded = ModelSettings.of("embedded", TestModels.MINIATURE);
      Embedder embedder = pool.embedder(embedded, "cpu");
      assertThat(pool.embedder(embedded, "cpu")).isSameAs(embedder);
      assertThat(embedder.fingerprint())
          .endsWith(pool.model(embedded, "cpu").identity().fingerprint());
      assertThatThrownBy(() -> pool.embedder(ModelSettings.of("scripted", "small"), "cpu"))
          .hasMessageStartingWith("Invalid provider 'scripted' for embeddings");
    }
  }
}
