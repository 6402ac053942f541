package org.econspark.llm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.data.Offset.offset;

import ai.djl.ndarray.NDManager;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.LongBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.econspark.error.EconException;
import org.econspark.error.ExitCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OnnxDecoderTest {

  /** PyTorch's logits of a left-padded batch, then of single tokens on top of the cache. */
  @ParameterizedTest
  @ValueSource(strings = {TestModels.LLAMA, TestModels.GPT2})
  void logitsOfOptimumExportsMatchPyTorch(String name) {
    JsonNode expected = TestModels.json("/models/" + name + "/expected.json");
    try (OnnxDecoder decoder = OnnxDecoder.load(TestModels.files(name), "cpu", 1);
        NDManager batch = decoder.newManager()) {
      JsonNode mask = expected.get("attention_mask");
      int rows = mask.size();
      int length = mask.get(0).size();
      KeyValueCache cache = decoder.emptyCache(batch, rows);
      OnnxDecoder.Pass pass =
          decoder.forward(
              batch,
              longs(expected.get("input_ids"), 0),
              longs(mask, 0),
              longs(expected.get("position_ids"), 0),
              length,
              cache,
              false);
      assertLastLogits(pass, expected.get("logits"));
      int added = 0;
      for (JsonNode step : expected.get("steps")) {
        added++;
        pass =
            decoder.forward(
                batch,
                longs(step.get("input_ids"), 0),
                longs(mask, added),
                longs(step.get("position_ids"), 0),
                1,
                pass.cache(),
                false);
        assertLastLogits(pass, step.get("logits"));
      }
      assertThat(added).isPositive();
      assertThat(pass.cache().length()).isEqualTo(length + added);
    }
  }

  @Test
  void selectedRowsGoOnAsTheRowsTheyCameFrom() {
    try (OnnxDecoder decoder = OnnxDecoder.load(TestModels.files(TestModels.LLAMA), "cpu", 1);
        NDManager batch = decoder.newManager()) {
      LongBuffer prompts = LongBuffer.wrap(new long[] {20, 21, 22, 30, 31, 32});
      LongBuffer positions = LongBuffer.wrap(new long[] {0, 1, 2, 0, 1, 2});
      KeyValueCache cache =
          decoder
              .forward(batch, prompts, ones(6), positions, 3, decoder.emptyCache(batch, 2), false)
              .cache();
      KeyValueCache swapped = decoder.select(batch, cache, new int[] {1, 0, 1});
      float[] straight = next(decoder, batch, cache, 40, 50);
      float[] selected = next(decoder, batch, swapped, 50, 40, 50);
      int size = decoder.vocabularySize();
      for (int i = 0; i < size; i++) {
        assertThat(selected[i]).isEqualTo(straight[size + i]);
        assertThat(selected[size + i]).isEqualTo(straight[i]);
        assertThat(selected[2 * size + i]).isEqualTo(straight[size + i]);
      }
    }
  }

  @Test
  void miniatureGraphGivesLastLogitsAndHiddenStates() {
    try (OnnxDecoder decoder = OnnxDecoder.load(TestModels.files(TestModels.MINIATURE), "cpu", 1);
        NDManager batch = decoder.newManager()) {
      OnnxDecoder.Pass pass =
          decoder.forward(
              batch,
              LongBuffer.wrap(new long[] {20, 21, 22}),
              ones(3),
              LongBuffer.wrap(new long[] {0, 1, 2}),
              3,
              decoder.emptyCache(batch, 1),
              true);
      assertThat(decoder.keepsLastLogitsOnly()).isTrue();
      assertThat(pass.kept()).isEqualTo(1);
      assertThat(pass.logits()).hasSize(decoder.vocabularySize());
      assertThat(pass.hidden()).hasSize(3 * decoder.hiddenSize());
    }
  }

  @Test
  void brokenGraphNamesTheFile(@TempDir Path folder) throws Exception {
    Files.writeString(folder.resolve("model.onnx"), "no model");
    Files.writeString(folder.resolve("tokenizer.json"), "{}");
    ModelFiles files = ModelFiles.inFolder(folder);
    assertThatThrownBy(() -> OnnxDecoder.load(files, "cpu", 1))
        .isInstanceOf(EconException.class)
        .hasMessageStartingWith("Cannot load " + folder.resolve("model.onnx"))
        .hasMessageNotContaining("\n")
        .extracting(e -> ((EconException) e).exitCode())
        .isEqualTo(ExitCode.MODEL_NOT_USABLE);
  }

  @Test
  void graphWithoutTheLayoutIsRefused() {
    ModelFiles gather = ModelFiles.graphResource("org/econspark/llm/select-rows-float32/");
    assertThatThrownBy(() -> OnnxDecoder.load(gather, "cpu", 1))
        .isInstanceOf(EconException.class)
        .hasMessageStartingWith("Invalid model")
        .hasMessageContaining("input 'input_ids' is missing");
  }

  @Test
  void unknownDeviceIsRefused() {
    ModelFiles files = TestModels.files(TestModels.LLAMA);
    assertThatThrownBy(() -> OnnxDecoder.load(files, "tpu", 1))
        .hasMessage("Invalid device 'tpu': expected cpu or cuda:N.");
    assertThatThrownBy(() -> OnnxDecoder.load(files, "cuda:0", 1))
        .isInstanceOf(EconException.class)
        .hasMessageStartingWith("Cannot use device cuda:0");
  }

  @Test
  void closedDecoderRefusesWork() {
    OnnxDecoder decoder = OnnxDecoder.load(TestModels.files(TestModels.LLAMA), "cpu", 1);
    NDManager batch = decoder.newManager();
    KeyValueCache cache = decoder.emptyCache(batch, 1);
    decoder.close();
    decoder.close();
    assertThatThrownBy(() -> decoder.select(batch, cache, new int[] {0}))
        .isInstanceOf(IllegalStateException.class);
  }

  private static float[] next(
      OnnxDecoder decoder, NDManager batch, KeyValueCache cache, long... ids) {
    int total = cache.length() + 1;
    long[] positions = new long[ids.length];
    Arrays.fill(positions, cache.length());
    return decoder
        .forward(
            batch,
            LongBuffer.wrap(ids),
            ones(ids.length * total),
            LongBuffer.wrap(positions),
            1,
            cache,
            false)
        .logits();
  }

  private static void assertLastLogits(OnnxDecoder.Pass pass, JsonNode expected) {
    int size = expected.get(0).size();
    for (int row = 0; row < expected.size(); row++) {
      int from = ((row + 1) * pass.kept() - 1) * size;
      for (int i = 0; i < size; i++) {
        assertThat((double) pass.logits()[from + i])
            .isCloseTo(expected.get(row).get(i).asDouble(), offset(1e-4));
      }
    }
  }

  /** A matrix row by row, each row followed by some ones. */
  private static LongBuffer longs(JsonNode matrix, int extraOnes) {
    LongBuffer buffer = LongBuffer.allocate(matrix.size() * (matrix.get(0).size() + extraOnes));
    for (JsonNode row : matrix) {
      for (JsonNode value : row) {
        buffer.put(value.asLong());
      }
      for (int i = 0; i < extraOnes; i++) {
        buffer.put(1);
      }
    }
    return buffer.flip();
  }

  private static LongBuffer ones(int count) {
    LongBuffer buffer = LongBuffer.allocate(count);
    for (int i = 0; i < count; i++) {
      buffer.put(1);
    }
    return buffer.flip();
  }
}
