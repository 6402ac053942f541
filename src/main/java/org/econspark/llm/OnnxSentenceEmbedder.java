package org.econspark.llm;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.SymbolBlock;
import ai.djl.onnxruntime.engine.OrtNDArray;
import ai.djl.onnxruntime.engine.OrtNDManager;
import ai.djl.onnxruntime.engine.OrtSymbolBlock;
import ai.djl.training.ParameterStore;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.LongBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.econspark.error.EconException;

/**
 * Embeds texts with any sentence embedding model that Hugging Face optimum exported ({@code
 * optimum-cli export onnx --task feature-extraction}).
 *
 * <p>The vector of a text is the mean of {@code last_hidden_state} over its tokens, or the first
 * token's, as {@code extra.pooling} says ({@code mean} or {@code cls}); without it as the model's
 * own {@code 1_Pooling/config.json} says, else the mean.
 */
final class OnnxSentenceEmbedder implements Embedder {
  /** The key in {@link ModelSettings#extra}. */
  static final String POOLING = "pooling";

  private static final int ROWS = 32;

  /** Rows times tokens of a batch, for attention's memory. */
  private static final long TOKENS = 8192;

  private static final int DEFAULT_LIMIT = 512;
  private static final Set<String> KNOWN = Set.of("input_ids", "attention_mask", "token_type_ids");

  private final NDManager manager = OnnxEngine.newManager();
  private final ParameterStore noParameters = new ParameterStore(manager, false);
  private final ReadWriteLock lock = new ReentrantReadWriteLock();
  private final TextCodec codec;
  private final SymbolBlock block;
  private final Set<String> inputs;
  private final String output;
  private final int size;
  private final int limit;
  private final boolean firstTokenOnly;
  private final String fingerprint;
  private boolean closed;

  private OnnxSentenceEmbedder(ModelFiles files, String pooling, String device, int threads)
      throws OrtException {
    OrtSession session = OnnxEngine.open(files, device, threads);
    this.block = new OrtSymbolBlock(session, (OrtNDManager) manager);
    this.inputs = session.getInputNames();
    this.output =
        List.of("last_hidden_state", "token_embeddings").stream()
            .filter(session.getOutputNames()::contains)
            .findFirst()
            .orElse(null);
    if (!KNOWN.containsAll(inputs) || !inputs.contains("attention_mask") || output == null) {
      throw EconException.model(
          "Invalid embedding model "
              + files.graphName()
              + ": it has inputs "
              + inputs
              + " and outputs "
              + session.getOutputNames()
              + "; export one with 'optimum-cli export onnx --task feature-extraction'.",
          null);
    }
    JsonNode config = files.json("config.json");
    this.size = config.path("hidden_size").asInt(config.path("n_embd").asInt(0));
    if (size < 1) {
      throw files.unreadable("config.json", "field 'hidden_size' is missing", null);
    }
    int positions = config.path("max_position_embeddings").asInt(DEFAULT_LIMIT);
    int declared = (int) files.json("tokenizer_config.json").path("model_max_length").asDouble(1e9);
    this.limit = Math.min(positions, declared);
    this.firstTokenOnly = pooling(files, pooling).equals("cls");
    this.fingerprint = "sentence-" + (firstTokenOnly ? "cls" : "mean") + ":" + files.fingerprint();
    this.codec = TextCodec.load(files);
  }

  /**
   * @throws EconException if the folder holds no sentence embedding model
   */
  static OnnxSentenceEmbedder load(ModelSettings settings, String device) {
    ModelFiles files = ModelFiles.inFolder(Path.of(settings.model()));
    try {
      String pooling = settings.extra().getOrDefault(POOLING, "");
      return new OnnxSentenceEmbedder(files, pooling, device, settings.threads());
    } catch (OrtException e) {
      throw EconException.model(
          "Cannot load " + files.graphName() + ": " + e.getMessage() + "; export it again.", e);
    }
  }

  private static String pooling(ModelFiles files, String asked) {
    if (asked.isEmpty()) {
      JsonNode own = files.json("1_Pooling/config.json");
      return own.path("pooling_mode_cls_token").asBoolean() ? "cls" : "mean";
    }
    if (!Set.of("mean", "cls").contains(asked)) {
      throw EconException.usage("Invalid pooling '" + asked + "': expected mean or cls.");
    }
    return asked;
  }

  @Override
  public int size() {
    return size;
  }

  @Override
  public String fingerprint() {
    return fingerprint;
  }

  @Override
  public float[][] embed(List<String> texts) {
    List<int[]> ids = new ArrayList<>();
    for (String text : texts) {
      ids.add(codec.encodeSequence(text, limit));
    }
    float[][] vectors = new float[texts.size()][];
    for (List<Integer> batch : new BatchPlanner(ROWS, TOKENS, true).plan(ids, 0)) {
      embed(batch, ids, vectors);
    }
    return vectors;
  }

  @Override
  public void close() {
    lock.writeLock().lock();
    try {
      if (!closed) {
        closed = true;
        manager.close();
        codec.close();
      }
    } finally {
      lock.writeLock().unlock();
    }
  }

  /** Texts start at the left edge: these models count positions from there. */
  private void embed(List<Integer> batch, List<int[]> texts, float[][] vectors) {
    int length = batch.stream().mapToInt(i -> texts.get(i).length).max().orElseThrow();
    LongBuffer ids = LongBuffer.allocate(batch.size() * length);
    LongBuffer mask = LongBuffer.allocate(batch.size() * length);
    for (int index : batch) {
      int[] text = texts.get(index);
      for (int column = 0; column < length; column++) {
        ids.put(column < text.length ? text[column] : 0);
        mask.put(column < text.length ? 1 : 0);
      }
    }
    float[] hidden = run(ids.flip(), mask.flip(), new Shape(batch.size(), length));
    for (int row = 0; row < batch.size(); row++) {
      int to = firstTokenOnly ? 1 : texts.get(batch.get(row)).length;
      vectors[batch.get(row)] = UnitVectors.mean(hidden, row, length, size, 0, to);
    }
  }

  private float[] run(LongBuffer ids, LongBuffer mask, Shape shape) {
    lock.readLock().lock();
    try (NDManager arrays = manager.newSubManager()) {
      if (closed) {
        throw new IllegalStateException("Cannot embed texts: the model was closed");
      }
      NDList feed = new NDList();
      for (String input : inputs) {
        LongBuffer data =
            switch (input) {
              case "input_ids" -> ids;
              case "attention_mask" -> mask;
              default -> LongBuffer.allocate(Math.toIntExact(shape.size()));
            };
        NDArray array = arrays.create(data, shape, DataType.INT64);
        array.setName(input);
        feed.add(array);
      }
      NDArray states = block.forward(noParameters, feed, false).get(output);
      return ((OrtNDArray) states).getTensor().getFloatBuffer().array();
    } finally {
      lock.readLock().unlock();
    }
  }
}
