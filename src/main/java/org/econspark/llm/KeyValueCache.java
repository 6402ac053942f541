package org.econspark.llm;

import ai.djl.ndarray.NDArray;
import java.util.List;

/**
 * What a decoder remembers of the tokens read so far: for each layer, keys and values of shape
 * (rows, heads, length, head size). Native memory; closed by whoever holds it.
 */
record KeyValueCache(List<NDArray> slots, int rows, int length) implements AutoCloseable {

  @Override
  public void close() {
    slots.forEach(NDArray::close);
  }
}
