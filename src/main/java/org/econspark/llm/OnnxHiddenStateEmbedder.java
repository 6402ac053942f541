package org.econspark.llm;

import ai.djl.ndarray.NDManager;
import java.nio.LongBuffer;
import java.util.Arrays;
import java.util.List;
import org.econspark.error.EconException;

/**
 * Embeds texts with a language model that is loaded anyway: the mean of its last hidden states over
 * the text's tokens. Shares the model's session and does not close it.
 */
final class OnnxHiddenStateEmbedder implements Embedder {
  private static final int ROWS = 32;

  /** Rows times tokens of a batch, for attention's memory. */
  private static final long TOKENS = 8192;

  private final OnnxChatModel model;
  private final OnnxDecoder decoder;

  /**
   * @throws EconException if the graph has no output {@code hidden_states}
   */
  OnnxHiddenStateEmbedder(OnnxChatModel model) {
    this.model = model;
    this.decoder = model.decoder();
    if (decoder.hiddenSize() == 0) {
      throw EconException.model(
          "Cannot embed texts with model "
              + model.identity().name()
              + ": its graph has no output 'hidden_states'; use an embedded model, or a sentence"
              + " embedding model with provider onnx.",
          null);
    }
  }

  @Override
  public int size() {
    return decoder.hiddenSize();
  }

  @Override
  public String fingerprint() {
    return "hidden-states-mean:" + model.identity().fingerprint();
  }

  @Override
  public float[][] embed(List<String> texts) {
    List<int[]> ids = texts.stream().map(this::encode).toList();
    float[][] vectors = new float[texts.size()][];
    for (List<Integer> batch :
        new BatchPlanner(ROWS, TOKENS, decoder.takesPadding()).plan(ids, 0)) {
      embed(batch, ids, vectors);
    }
    return vectors;
  }

  @Override
  public void close() {}

  private int[] encode(String text) {
    int[] ids = model.codec().encodeData(text);
    // An empty text still needs a token to read; the first of the vocabulary is padding.
    return ids.length == 0
        ? new int[] {0}
        : Arrays.copyOf(ids, Math.min(ids.length, model.properties().contextLimit()));
  }

  private void embed(List<Integer> batch, List<int[]> texts, float[][] vectors) {
    int rows = batch.size();
    int length = batch.stream().mapToInt(i -> texts.get(i).length).max().orElseThrow();
    LongBuffer ids = LongBuffer.allocate(rows * length);
    LongBuffer mask = LongBuffer.allocate(rows * length);
    LongBuffer positions = LongBuffer.allocate(rows * length);
    for (int index : batch) {
      int[] text = texts.get(index);
      int padding = length - text.length;
      for (int column = 0; column < length; column++) {
        ids.put(column < padding ? 0 : text[column - padding]);
        mask.put(column < padding ? 0 : 1);
        positions.put(Math.max(0, column - padding));
      }
    }
    try (NDManager arrays = decoder.newManager()) {
      float[] hidden =
          decoder
              .forward(
                  arrays,
                  ids.flip(),
                  mask.flip(),
                  positions.flip(),
                  length,
                  decoder.emptyCache(arrays, rows),
                  true)
              .hidden();
      for (int row = 0; row < rows; row++) {
        int padding = length - texts.get(batch.get(row)).length;
        vectors[batch.get(row)] =
            UnitVectors.mean(hidden, row, length, decoder.hiddenSize(), padding, length);
      }
    }
  }
}
