package org.econspark.nn;

import ai.djl.ndarray.NDArray;
import java.util.Map;

/** Named tensors, for the networks that declared them in a {@link TensorLayout}. */
public final class Tensors {
  private final Map<String, NDArray> byName;

  Tensors(Map<String, NDArray> byName) {
    this.byName = byName;
  }

  NDArray get(String name) {
    NDArray tensor = byName.get(name);
    if (tensor == null) {
      throw new IllegalArgumentException("No tensor '" + name + "' among " + byName.keySet());
    }
    return tensor;
  }
}
