package org.econspark.llm;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.SymbolBlock;
import ai.djl.onnxruntime.engine.OrtNDManager;
import ai.djl.onnxruntime.engine.OrtSymbolBlock;
import ai.djl.training.ParameterStore;
import java.nio.LongBuffer;
import java.util.Locale;

/**
 * Picks rows of a native array with one copy in native memory, by a graph of the single operator
 * Gather. DJL's ONNX arrays offer no indexing of their own, and a way through Java copies twice.
 */
final class RowSelector implements AutoCloseable {
  private final NDManager manager = OnnxEngine.newManager();
  private final ParameterStore noParameters = new ParameterStore(manager, false);
  private final SymbolBlock gather;

  RowSelector(DataType type, int threads) {
    ModelFiles graph =
        ModelFiles.graphResource(
            "org/econspark/llm/select-rows-" + type.name().toLowerCase(Locale.ROOT) + "/");
    gather = new OrtSymbolBlock(OnnxEngine.open(graph, "cpu", threads), (OrtNDManager) manager);
  }

  /**
   * @param array any shape of rank 4; stays open
   * @param rows indices along its first axis
   * @return a new array of {@code batch}
   */
  NDArray select(NDManager batch, NDArray array, int[] rows) {
    long[] indices = new long[rows.length];
    for (int i = 0; i < rows.length; i++) {
      indices[i] = rows[i];
    }
    String name = array.getName();
    try (NDArray index =
        batch.create(LongBuffer.wrap(indices), new Shape(rows.length), DataType.INT64)) {
      index.setName("rows");
      array.setName("data");
      return gather.forward(noParameters, new NDList(index, array), false).singletonOrThrow();
    } finally {
      array.setName(name);
    }
  }

  @Override
  public void close() {
    manager.close();
  }
}
