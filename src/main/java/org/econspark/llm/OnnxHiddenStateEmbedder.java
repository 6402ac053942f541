package org.econspark.llm;

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
    int[][] tokens = batch.stream().map(texts::get).toArray(int[][]::new);
    int length = Arrays.stream(tokens).mapToInt(text -> text.length).max().orElseThrow();
    try (DecoderState state = decoder.newState()) {
      for (int row = 0; row < tokens.length; row++) {
        state.cache().addRow();
      }
      float[] hidden = decoder.read(state, tokens, true).hidden();
      for (int row = 0; row < tokens.length; row++) {
        int padding = length - tokens[row].length;
        vectors[batch.get(row)] =
            UnitVectors.mean(hidden, row, length, decoder.hiddenSize(), padding, length);
      }
      state.markSound();
    }
  }
}
