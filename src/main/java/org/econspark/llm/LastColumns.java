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
import java.nio.ByteBuffer;
import java.nio.LongBuffer;
import java.util.Locale;

/**
 * Takes the last columns of a native array, by a graph of the single operator Slice: what a graph
 * that gives its whole cache has added to it. DJL's ONNX arrays offer no indexing of their own.
 */
final class LastColumns implements AutoCloseable {
  private final NDManager manager = OnnxEngine.newManager();
  private final ParameterStore noParameters = new ParameterStore(manager, false);
  private final SymbolBlock slice;

  LastColumns(DataType type, int threads) {
    ModelFiles graph =
        ModelFiles.graphResource(
            "org/econspark/llm/last-columns-" + type.name().toLowerCase(Locale.ROOT) + "/");
    slice = new OrtSymbolBlock(OnnxEngine.open(graph, "cpu", threads), (OrtNDManager) manager);
  }

  /**
   * @param array (rows, heads, columns, head size); stays open
   * @param count of columns to take
   * @return (rows, heads, count, head size) in host memory
   */
  ByteBuffer of(NDArray array, int count) {
    String name = array.getName();
    try (NDManager scratch = manager.newSubManager()) {
      NDArray first =
          scratch.create(LongBuffer.wrap(new long[] {-count}), new Shape(1), DataType.INT64);
      first.setName("first");
      array.setName("data");
      try (NDArray taken =
          slice.forward(noParameters, new NDList(first, array), false).singletonOrThrow()) {
        return OnnxDecoder.bytes(taken);
      }
    } finally {
      array.setName(name);
    }
  }

  @Override
  public void close() {
    manager.close();
  }
}
