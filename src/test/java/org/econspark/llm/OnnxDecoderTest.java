package org.econspark.llm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.data.Offset.offset;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.econspark.error.EconException;
import org.econspark.error.ExitCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OnnxDecoderTest {

  /** PyTorch's logits of rows of different lengths, then of single tokens on top of the cache. */
  @ParameterizedTest
  @ValueSource(strings = {TestModels.LLAMA, TestModels.GPT2})
  void logitsOfOptimumExportsMatchPyTorch(String name) {
    JsonNode expected = TestModels.json("/models/" + name + "/expected.json");
    try (OnnxDecoder decoder = OnnxDecoder.load(TestModels.files(name), "cpu", 1);
        DecoderState state = decoder.newState()) {
      int[][] prompts = unpadded(expected);
      addRows(state, prompts.length);
      assertLastLogits(decoder.read(state, prompts, false), expected.get("logits"));
      int added = 0;
      for (JsonNode step : expected.get("steps")) {
        added++;
        assertLastLogits(
            decoder.read(state, matrix(step.get("input_ids")), false), step.get("logits"));
      }
      assertThat(added).isPositive();
      for (int row = 0; row < prompts.length; row++) {
        assertThat(state.cache().length(row)).isEqualTo(prompts[row].length + added);
      }
    }
  }

  /** Tokens read in ragged pieces, in rows that move, against the same tokens read at once. */
  @ParameterizedTest
  @ValueSource(strings = {TestModels.LLAMA, TestModels.GPT2, TestModels.MINIATURE})
  void piecesAndMovedRowsGiveTheSameLogits(String name) {
    try (OnnxDecoder decoder = OnnxDecoder.load(TestModels.files(name), "cpu", 1);
        DecoderState state = decoder.newState();
        DecoderState other = decoder.newState()) {
      int[][] texts = {tokens(20, 40), tokens(60, 37), tokens(25, 3), tokens(90, 70)};
      addRows(state, 4);
      decoder.read(state, firsts(texts, 0, 33, 1, 64), false);
      decoder.read(state, rests(texts, state), false);
      KeyValueCache cache = state.cache();
      cache.removeRow(1);
      other.cache().copyRow(cache, 1, other.cache().addRow());
      cache.restore(cache.addRow(), other.cache().save(0), 70, 70);
      assertThat(cache.columns()).isGreaterThanOrEqualTo(70);
      int[] order = {0, 3, 2, 3};
      float[] logits = decoder.read(state, new int[][] {{5}, {6}, {7}, {6}}, false).logits();
      int size = decoder.vocabularySize();
      for (int row = 0; row < order.length; row++) {
        int next = new int[] {5, 6, 7, 6}[row];
        float[] alone = alone(decoder, texts[order[row]], next);
        for (int i = 0; i < size; i++) {
          assertThat(logits[row * size + i]).isCloseTo(alone[i], offset(1e-4f));
        }
      }
    }
  }

  @Test
  void bothFilesOfAnEmbeddedModelGiveTheSameLogits(@TempDir Path folder) throws Exception {
    for (String file : List.of("model.onnx", "tokenizer.json", "config.json")) {
      Files.copy(TestModels.folder(TestModels.MINIATURE).resolve(file), folder.resolve(file));
    }
    try (OnnxDecoder appending =
            OnnxDecoder.load(TestModels.files(TestModels.MINIATURE), "cpu", 1);
        OnnxDecoder plain = OnnxDecoder.load(ModelFiles.inFolder(folder), "cpu", 1)) {
      float[] expected = alone(plain, tokens(20, 40), 9);
      float[] found = alone(appending, tokens(20, 40), 9);
      for (int i = 0; i < expected.length; i++) {
        assertThat(found[i]).isCloseTo(expected[i], offset(1e-4f));
      }
    }
  }

  @Test
  void miniatureGraphGivesLastLogitsAndHiddenStates() {
    try (OnnxDecoder decoder = OnnxDecoder.load(TestModels.files(TestModels.MINIATURE), "cpu", 1);
        DecoderState state = decoder.newState()) {
      addRows(state, 1);
      OnnxDecoder.Pass pass = decoder.read(state, new int[][] {{20, 21, 22}}, true);
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
    ModelFiles gather = ModelFiles.graphResource("org/econspark/llm/last-columns-float32/");
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
    DecoderState state = decoder.newState();
    addRows(state, 1);
    decoder.close();
    decoder.close();
    assertThatThrownBy(() -> decoder.read(state, new int[][] {{20}}, false))
        .isInstanceOf(IllegalStateException.class);
  }

  /** Logits of a text's last token and of one more, read alone and at once. */
  private static float[] alone(OnnxDecoder decoder, int[] text, int next) {
    try (DecoderState state = decoder.newState()) {
      addRows(state, 1);
      int[] all = Arrays.copyOf(text, text.length + 1);
      all[text.length] = next;
      float[] logits = decoder.read(state, new int[][] {all}, false).logits();
      int size = decoder.vocabularySize();
      return Arrays.copyOfRange(logits, logits.length - size, logits.length);
    }
  }

  private static int[] tokens(int first, int count) {
    return IntStream.range(0, count).map(i -> 10 + (first + 7 * i) % 80).toArray();
  }

  private static int[][] firsts(int[][] texts, int... counts) {
    int[][] parts = new int[texts.length][];
    for (int row = 0; row < texts.length; row++) {
      parts[row] = Arrays.copyOf(texts[row], counts[row]);
    }
    return parts;
  }

  private static int[][] rests(int[][] texts, DecoderState state) {
    int[][] parts = new int[texts.length][];
    for (int row = 0; row < texts.length; row++) {
      parts[row] = Arrays.copyOfRange(texts[row], state.cache().length(row), texts[row].length);
    }
    return parts;
  }

  private static void addRows(DecoderState state, int count) {
    for (int i = 0; i < count; i++) {
      state.cache().addRow();
    }
  }

  /** The tokens of each row without the padding on their left. */
  private static int[][] unpadded(JsonNode expected) {
    int[][] rows = matrix(expected.get("input_ids"));
    int[][] mask = matrix(expected.get("attention_mask"));
    for (int row = 0; row < rows.length; row++) {
      int padding = mask[row].length - Arrays.stream(mask[row]).sum();
      rows[row] = Arrays.copyOfRange(rows[row], padding, rows[row].length);
    }
    return rows;
  }

  private static int[][] matrix(JsonNode rows) {
    int[][] matrix = new int[rows.size()][rows.get(0).size()];
    for (int row = 0; row < matrix.length; row++) {
      for (int column = 0; column < matrix[row].length; column++) {
        matrix[row][column] = rows.get(row).get(column).asInt();
      }
    }
    return matrix;
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
}
