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
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.econspark.error.EconException;

/**
 * One decoder graph in the layout of Hugging Face optimum, with a cache of keys and values.
 *
 * <p>Letters: B = rows, L = new columns of each row, P = columns of the cache, T = P + L, V =
 * vocabulary, H = heads, D = head size, W = width.
 *
 * <ul>
 *   <li>Inputs: {@code input_ids} (B, L); {@code attention_mask} (B, T), 1 for tokens and 0 for
 *       padding; {@code past_key_values.N.key|value} (B, H, P, D); where the graph has them {@code
 *       position_ids} (B, L) and {@code num_logits_to_keep}.
 *   <li>Outputs: {@code logits} (B, L or 1, V), {@code present.N.key|value} (B, H, T, D), and
 *       optionally {@code hidden_states} (B, L, W). The embedded models give {@code
 *       new_key_values.N.key|value} (B, H, L, D) instead: the cache is kept here, not by the graph.
 * </ul>
 *
 * <p>Shared by all threads of the JVM; {@link #close} waits for computations under way.
 */
final class OnnxDecoder implements AutoCloseable {
  private final SymbolBlock block;
  private final ParameterStore noParameters;
  private final NDManager manager;
  private final LastColumns lastColumns;
  private final DecoderLayout layout;
  private final String device;
  private final Queue<DecoderState> idle = new ConcurrentLinkedQueue<>();
  private final ReadWriteLock lock = new ReentrantReadWriteLock();
  private boolean closed;

  /**
   * What one pass computed, beside the cache.
   *
   * @param logits (B, kept, V) in host memory, where kept is L or 1; a row's last stand last
   * @param kept positions that have logits
   * @param hidden (B, L, W) if asked for, else null
   */
  record Pass(float[] logits, int kept, float[] hidden) {}

  private OnnxDecoder(
      OrtSession session, ModelFiles files, NDManager manager, String device, int threads)
      throws OrtException {
    this.manager = manager;
    this.device = device;
    this.noParameters = new ParameterStore(manager, false);
    this.block = new OrtSymbolBlock(session, (OrtNDManager) manager);
    this.layout = DecoderLayout.read(session, files);
    this.lastColumns =
        layout.givesNewOnly() ? null : new LastColumns(layout.slots().get(0).type(), threads);
  }

  /**
   * Loads a graph.
   *
   * @param device {@code cpu} or {@code cuda:N}
   * @param threads for one operator; 1 where several tasks compute at once
   * @throws EconException if the file is unreadable or not in the layout above
   */
  static OnnxDecoder load(ModelFiles model, String device, int threads) {
    ModelFiles files = model.preferAppending();
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

  /** Memory for a batch without rows; the caller closes it. */
  DecoderState newState() {
    DecoderState state = idle.poll();
    if (state == null) {
      NDManager arrays = manager.newSubManager();
      KeyValueCache cache =
          new KeyValueCache(layout.slots(), manager.newSubManager(), !takesPadding());
      state = new DecoderState(arrays, cache, idle::add);
    }
    return state.begin();
  }

  /**
   * Reads new tokens of each row and appends them to the rows of the cache.
   *
   * @param tokens one array a row; they may differ in length where {@link #takesPadding}, and not
   *     all may be empty. L is the length of the longest, which stands at its columns' right edge.
   */
  Pass read(DecoderState state, int[][] tokens, boolean wantHidden) {
    int[] counts = new int[tokens.length];
    int width = 0;
    for (int row = 0; row < counts.length; row++) {
      counts[row] = tokens[row].length;
      width = Math.max(width, counts[row]);
    }
    lock.readLock().lock();
    try {
      checkOpen();
      NDList past = state.cache().arrays();
      state.inputs().fill(state.cache(), tokens, width);
      NDList own = inputs(state, tokens.length, width);
      try {
        NDList all = new NDList(own);
        all.addAll(past);
        NDList outputs = block.forward(noParameters, all, false);
        try {
          return collect(outputs, state.cache(), width, counts, wantHidden);
        } finally {
          outputs.forEach(NDArray::close);
        }
      } finally {
        own.close();
      }
    } finally {
      lock.readLock().unlock();
    }
  }

  @Override
  public void close() {
    lock.writeLock().lock();
    try {
      if (!closed) {
        closed = true;
        idle.forEach(DecoderState::free);
        if (lastColumns != null) {
          lastColumns.close();
        }
        manager.close();
      }
    } finally {
      lock.writeLock().unlock();
    }
  }

  private NDList inputs(DecoderState state, int rows, int width) {
    NDManager arrays = state.manager();
    TokenInputs tokens = state.inputs();
    int total = state.cache().columns() + width;
    NDList inputs = new NDList(4);
    inputs.add(named(arrays, "input_ids", tokens.ids(), new Shape(rows, width)));
    inputs.add(named(arrays, "attention_mask", tokens.mask(), new Shape(rows, total)));
    if (layout.takesPositions()) {
      inputs.add(named(arrays, "position_ids", tokens.positions(), new Shape(rows, width)));
    }
    if (layout.keepInput().isPresent()) {
      Shape shape = layout.keepIsScalar() ? new Shape() : new Shape(1);
      LongBuffer one = LongBuffer.wrap(new long[] {1});
      inputs.add(named(arrays, layout.keepInput().get(), one, shape));
    }
    return inputs;
  }

  private void checkOpen() {
    if (closed) {
      throw new IllegalStateException("Cannot run the model: it was closed");
    }
  }

  private Pass collect(
      NDList outputs, KeyValueCache cache, int width, int[] counts, boolean wantHidden) {
    Map<String, NDArray> byName = new HashMap<>();
    outputs.forEach(array -> byName.put(array.getName(), array));
    List<ByteBuffer> fresh = new ArrayList<>(layout.slots().size());
    for (DecoderLayout.CacheSlot slot : layout.slots()) {
      NDArray output = byName.get(slot.output());
      fresh.add(lastColumns == null ? bytes(output) : lastColumns.of(output, width));
    }
    cache.append(fresh, width, counts);
    NDArray logits = byName.get("logits");
    return new Pass(
        floats(logits),
        Math.toIntExact(logits.getShape().get(1)),
        wantHidden ? floats(byName.get("hidden_states")) : null);
  }

  /** One copy out of native memory. */
  static ByteBuffer bytes(NDArray array) {
    return ((OrtNDArray) array).getTensor().getByteBuffer();
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
