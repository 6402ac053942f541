package org.econspark.nn;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Rows of parameters in float32 together with their gradients. Both are open to plain Java as
 * buffers over PyTorch's memory, so that an optimiser needs one pass over them.
 *
 * <p>Every tensor of the layout is a leaf of its own over the rows' storage: one leaf for all would
 * gather the gradient of each update in a fresh array as large as all parameters.
 *
 * <p>Dimensions: G = rows, P = numbers in a row.
 */
public final class TrainableRows {
  private final TensorLayout layout;
  private final NDArray rows;
  private final FloatBuffer values;
  private final List<NDArray> leaves = new ArrayList<>();
  private final Tensors live;
  private final Tensors constants;
  private final FloatBuffer[] gradients;

  /**
   * @param manager that all memory belongs to
   * @param values shape (G, P), flat
   */
  public TrainableRows(NDManager manager, TensorLayout layout, float[] values, int count) {
    this.layout = layout;
    rows = PyTorchEngine.create(manager, values, new Shape(count, layout.size()), DataType.FLOAT32);
    this.values = buffer(rows);
    constants = layout.views(rows);
    Map<String, NDArray> byName = new LinkedHashMap<>();
    for (TensorLayout.Entry entry : layout.entries()) {
      NDArray leaf = constants.get(entry.name()).stopGradient();
      leaf.setRequiresGradient(true);
      leaves.add(leaf);
      byName.put(entry.name(), leaf);
    }
    live = new Tensors(byName);
    gradients = new FloatBuffer[leaves.size()];
  }

  /** The tensors; a backward pass adds to their gradients. */
  public Tensors live() {
    return live;
  }

  /** The same numbers as constants. */
  public Tensors constants() {
    return constants;
  }

  /** Shape (G, P). */
  public NDArray rows() {
    return rows;
  }

  public TensorLayout layout() {
    return layout;
  }

  /** Shape (G, P), flat; writing changes the parameters. */
  public FloatBuffer values() {
    return values;
  }

  /**
   * The gradient of an entry of the layout, all rows; shape (G, entry), flat. Whoever has read it
   * sets it to 0.
   *
   * @return null if no backward pass has reached the entry yet
   */
  public FloatBuffer gradient(int entry) {
    if (gradients[entry] == null) {
      PtNDArray gradient = JniUtils.getGradient((PtNDArray) leaves.get(entry));
      gradients[entry] = gradient == null ? null : buffer(gradient);
    }
    return gradients[entry];
  }

  /** A copy of the parameters, shape (G, P). */
  public float[] toArray() {
    float[] copy = new float[values.capacity()];
    values.get(0, copy);
    return copy;
  }

  private static FloatBuffer buffer(NDArray array) {
    return array.toByteBuffer(true).order(ByteOrder.nativeOrder()).asFloatBuffer();
  }
}
