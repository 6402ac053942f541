package org.econspark.llm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.data.Offset.offset;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.econspark.error.EconException;
import org.junit.jupiter.api.Test;

class EmbedderTest {
  private static final List<String> TEXTS =
      List.of(
          "Anna has 12 apples.",
          "",
          "She gives three apples to each of her four friends and keeps the rest. ".repeat(3),
          "Why?");

  @Test
  void hiddenStateVectorsHaveLengthOneAndDoNotDependOnNeighbours() {
    try (OnnxChatModel model = TestModels.load(TestModels.MINIATURE)) {
      assertVectors(new OnnxHiddenStateEmbedder(model));
    }
  }

  @Test
  void modelWithoutHiddenStatesIsRefused() {
    try (OnnxChatModel model = TestModels.load(TestModels.LLAMA)) {
      assertThatThrownBy(() -> new OnnxHiddenStateEmbedder(model))
          .isInstanceOf(EconException.class)
          .hasMessageContaining("no output 'hidden_states'");
    }
  }

  @Test
  void sentenceVectorsAreThoseOfPython() {
    JsonNode expected = TestModels.json("/models/tiny-sentence/expected.json");
    for (String pooling : List.of("mean", "cls")) {
      try (OnnxSentenceEmbedder embedder = OnnxSentenceEmbedder.load(settings(pooling), "cpu")) {
        List<String> texts =
            List.of(expected.get("texts").get(0).asText(), expected.get("texts").get(1).asText());
        float[][] vectors = embedder.embed(texts);
        for (int row = 0; row < 2; row++) {
          JsonNode vector = expected.get(pooling).get(row);
          assertThat(vectors[row]).hasSize(vector.size());
          for (int i = 0; i < vector.size(); i++) {
            assertThat((double) vectors[row][i]).isCloseTo(vector.get(i).asDouble(), offset(1e-5));
          }
        }
        assertVectors(embedder);
        assertThat(embedder.fingerprint()).startsWith("sentence-" + pooling + ":");
      }
    }
  }

  @Test
  void sentenceEmbedderRefusesLanguageModelsAndUnknownPooling() {
    ModelSettings llama = ModelSettings.of("onnx", TestModels.folder("tiny-llama").toString());
    assertThatThrownBy(() -> OnnxSentenceEmbedder.load(llama, "cpu"))
        .isInstanceOf(EconException.class)
        .hasMessageStartingWith("Invalid embedding model");
    assertThatThrownBy(() -> OnnxSentenceEmbedder.load(settings("max"), "cpu"))
        .hasMessage("Invalid pooling 'max': expected mean or cls.");
  }

  private static ModelSettings settings(String pooling) {
    return ModelSettings.of("onnx", TestModels.folder("tiny-sentence").toString())
        .withExtra(OnnxSentenceEmbedder.POOLING, pooling);
  }

  private static void assertVectors(Embedder embedder) {
    float[][] together = embedder.embed(TEXTS);
    for (int i = 0; i < TEXTS.size(); i++) {
      float[] alone = embedder.embed(List.of(TEXTS.get(i)))[0];
      assertThat(alone).hasSize(embedder.size());
      double squares = 0;
      for (int j = 0; j < alone.length; j++) {
        assertThat(together[i][j]).isCloseTo(alone[j], offset(1e-5f));
        squares += alone[j] * alone[j];
      }
      assertThat(squares).isCloseTo(1, offset(1e-5));
    }
    assertThat(embedder.embed(List.of())).isEmpty();
  }
}
