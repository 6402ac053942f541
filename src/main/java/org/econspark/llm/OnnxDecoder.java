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
import java.nio.ByteBuffer;
import java.nio.LongBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.econspark.error.EconException;

/**
 * One decoder graph in the layout of Hugging Face optimum, with a cache of keys and values.
 *
 * <p>Letters: B = rows, L = new tokens of each row, P = tokens in the cache, T = P + L, V =
 * vocabulary, H = heads, D = head size, W = width.
 *
 * <ul>
 *   <li>Inputs: {@code input_ids} (B, L); {@code attention_mask} (B, T), 1 for tokens and 0 for
 *       padding; {@code past_key_values.N.key|value} (B, H, P, D); where the graph has them {@code
 *       position_ids} (B, L) and {@code num_logits_to_keep}.
 *   <li>Outputs: {@code logits} (B, L or 1, V), {@code present.N.key|value} (B, H, T, D), and
 *       optionally {@code hidden_states} (B, L, W).
 * </ul>
 *
 * <p>Shared by all threads of the JVM; {@link #close} waits for computations under way.
 */
final class OnnxDecoder implements AutoCloseable {
  private final SymbolBlock block;
  private final ParameterStore noParameters;
  private final NDManager manager;
  private final RowSelector selector;
  private final DecoderLayout layout;
  private final String device;
  private final ReadWriteLock lock = new ReentrantReadWriteLock();
  private boolean closed;

  /**
   * What one pass computed.
   *
   * @param logits (B, kept, V) in host memory, where kept is L or 1
   * @param kept positions that have logits
   * @param cache of all T tokens; the caller closes it
   * @param hidden (B, L, W) if asked for, else null
   */
  record Pass(float[] logits, int kept, KeyValueCache cache, float[] hidden) {}

  private OnnxDecoder(
      OrtSession session, ModelFiles files, NDManager manager, String device, int threads)
      throws OrtException {
    this.manager = manager;
    this.device = device;
    this.noParameters = new ParameterStore(manager, false);
    this.block = new OrtSymbolBlock(session, (OrtNDManager) manager);
    this.layout = DecoderLayout.read(session, files);
    this.selector = new RowSelector(layout.slots().get(0).type(), threads);
  }

  /**
   * Loads a graph.
   *
   * @param device {@code cpu} or {@code cuda:N}
   * @param threads for one operator; 1 where several tasks compute at once
   * @throws EconException if the file is unreadable or not in the layout above
   */
  static OnnxDecoder load(ModelFiles files, String device, int threads) {
    OrtSession session = OnnxEngine.open(files, device, threads);
    NDManager manager = OnnxEngine.newManager();
    try {
      return new OnnxDecoder(session, files, manager, device, threads);
    } catch (OrtException | RuntimeException e) {
      manager.close();
      if (e instanceof EconException known) {
        throw known;
      }
      throw EconException.model(
          "Cannot load " + files.graphName() + ": " + e.getMessage() + "; export it again.", e);
    }
  }

  int vocabularySize() {
    return layout.vocabularySize();
  }

  /** Width W of {@code hidden_states}; 0 if the graph does not give them. */
  int hiddenSize() {
    return layout.hiddenSize();
  }

  /** Where the graph runs, {@code cpu} or {@code cuda:N}. */
  String device() {
    return device;
  }

  /** Size of what the cache holds for one token of one row. */
  long cacheBytesPerToken() {
    return layout.cacheBytesPerToken();
  }

  /**
   * Whether prompts of different lengths may share a batch. Without the input {@code position_ids}
   * many graphs count positions from the left edge, padding included.
   */
  boolean takesPadding() {
    return layout.takesPositions();
  }

  /** Whether a pass gives logits of the last position only. */
  boolean keepsLastLogitsOnly() {
    return layout.keepInput().isPresent();
  }

  /** Arrays of one batch; the caller closes it, and with it whatever is left of them. */
  NDManager newManager() {
    return manager.newSubManager();
  }

  /** The cache before the first token. */
  KeyValueCache emptyCache(NDManager batch, int rows) {
    List<NDArray> arrays = new ArrayList<>(layout.slots().size());
    for (DecoderLayout.CacheSlot slot : layout.slots()) {
      arrays.add(
          batch.create(
              ByteBuffer.allocateDirect(0),
              new Shape(rows, slot.heads(), 0, slot.headSize()),
              slot.type()));
    }
    return new KeyValueCache(arrays, rows, 0);
  }

  /**
   * Reads L tokens for each row.
   *
   * @param ids (B, L)
   * @param mask (B, T)
   * @param positions (B, L); left out where the graph has no such input
   * @param past of P tokens; stays open
   */
  Pass forward(
      NDManager batch,
      LongBuffer ids,
      LongBuffer mask,
      LongBuffer positions,
      int length,
      KeyValueCache past,
      boolean wantHidden) {
    int rows = past.rows();
    int total = past.length() + length;
    NDList inputs = new NDList(layout.slots().size() + 4);
    try {
      inputs.add(named(batch, "input_ids", ids, new Shape(rows, length)));
      inputs.add(named(batch, "attention_mask", mask, new Shape(rows, total)));
      if (layout.takesPositions()) {
        inputs.add(named(batch, "position_ids", positions, new Shape(rows, length)));
      }
      if (layout.keepInput().isPresent()) {
        Shape shape = layout.keepIsScalar() ? new Shape() : new Shape(1);
        LongBuffer one = LongBuffer.wrap(new long[] {1});
        inputs.add(named(batch, layout.keepInput().get(), one, shape));
      }
      int own = inputs.size();
      for (int i = 0; i < layout.slots().size(); i++) {
        NDArray array = past.slots().get(i);
        array.setName(layout.slots().get(i).past());
        inputs.add(array);
      }
      NDList outputs = run(inputs);
      for (int i = 0; i < own; i++) {
        inputs.get(i).close();
      }
      return collect(outputs, rows, total, wantHidden);
    } catch (RuntimeException e) {
      inputs.close();
      throw e;
    }
  }

  /** Rows of a cache in a new order; a row may be left out or stand several times. */
  KeyValueCache select(NDManager batch, KeyValueCache cache, int[] rows) {
    List<NDArray> chosen = new ArrayList<>(cache.slots().size());
    lock.readLock().lock();
    try {
      checkOpen();
      for (NDArray array : cache.slots()) {
        chosen.add(selector.select(batch, array, rows));
      }
    } finally {
      lock.readLock().unlock();
    }
    return new KeyValueCache(chosen, rows.length, cache.length());
  }

  @Override
  public void close() {
    lock.writeLock().lock();
    try {
      if (!closed) {
        closed = true;
        selector.close();
        manager.close();
      }
    } finally {
      lock.writeLock().unlock();
    }
  }

  private NDList run(NDList inputs) {
    lock.readLock().lock();
    try {
      checkOpen();
      return block.forward(noParameters, inputs, false);
    } finally {
      lock.readLock().unlock();
    }
  }

  private void checkOpen() {
    if (closed) {
      throw new IllegalStateException("Cannot run the model: it was closed");
    }
  }

  private Pass collect(NDList outputs, int rows, int total, boolean wantHidden) {
    Map<String, NDArray> byName = new HashMap<>();
    outputs.forEach(array -> byName.put(array.getName(), array));
    List<NDArray> present = new ArrayList<>(layout.slots().size());
    for (DecoderLayout.CacheSlot slot : layout.slots()) {
      present.add(byName.remove(slot.present()));
    }
    NDArray logits = byName.get("logits");
    int kept = Math.toIntExact(logits.getShape().get(1));
    float[] values = floats(logits);
    float[] hidden = wantHidden ? floats(byName.get("hidden_states")) : null;
    byName.values().forEach(NDArray::close);
    return new Pass(values, kept, new KeyValueCache(present, rows, total), hidden);
  }

  /** One copy out of native memory, converted from half precision where needed. */
  private static float[] floats(NDArray array) {
    return ((OrtNDArray) array).getTensor().getFloatBuffer().array();
  }

  private static NDArray named(NDManager batch, String name, LongBuffer data, Shape shape) {
    NDArray array = batch.create(data, shape, DataType.INT64);
    array.setName(name);
    return array;
  }
}
