package org.econspark.nn;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;

/**
 * What the networks are made of. Every function works for stacked networks, with a first dimension
 * of agents in input and tensors, and for shared ones without it.
 *
 * <p>DJL's stock blocks are not used: its {@code TransformerEncoderBlock} normalises over the batch
 * where the paper has LayerNorm, and a block holds the weights of one network, where one batched
 * product over the agents' stacked weights serves all.
 */
final class Layers {

  private Layers() {}

  /** {@code x W + b} over the last dimension. */
  static NDArray linear(NDArray x, Tensors tensors, String name) {
    return x.matMul(tensors.get(name + ".weight")).addi(tensors.get(name + ".bias"));
  }

  /** LayerNorm over the last dimension, then gain and bias (Ba et al. 2016). */
  static NDArray layerNorm(NDArray x, Tensors tensors, String name, double epsilon) {
    long size = x.getShape().get(x.getShape().dimension() - 1);
    Shape shape = new Shape(size);
    NDArray normal =
        x.getNDArrayInternal()
            .layerNorm(
                x,
                shape,
                x.getManager().ones(shape, x.getDataType()),
                x.getManager().zeros(shape, x.getDataType()),
                (float) epsilon)
            .singletonOrThrow();
    return normal.mul(tensors.get(name + ".gain")).addi(tensors.get(name + ".bias"));
  }

  /**
   * Scaled dot-product attention of several heads (Vaswani et al. 2017), without projections.
   *
   * <p>Dimensions: R = independent sequences, L = their length, D = heads x head size.
   *
   * @param queriesKeysValues shape (R, L, 3 D)
   * @param mask added to the scores, shape (R, 1, 1, L); null for none
   * @return shape (R, L, D)
   */
  static NDArray attention(NDArray queriesKeysValues, int heads, NDArray mask) {
    Shape shape = queriesKeysValues.getShape();
    long rows = shape.get(0);
    long length = shape.get(1);
    long size = shape.get(2) / 3;
    NDList parts =
        queriesKeysValues
            .reshape(rows, length, 3, heads, size / heads)
            .transpose(2, 0, 3, 1, 4)
            .split(3, 0);
    Shape perHead = new Shape(rows, heads, length, size / heads);
    NDArray queries = parts.get(0).reshape(perHead);
    NDArray keys = parts.get(1).reshape(perHead);
    NDArray values = parts.get(2).reshape(perHead);
    NDArray scores =
        PyTorchEngine.times(
            queries.matMul(keys.transpose(0, 1, 3, 2)), 1 / Math.sqrt((double) size / heads));
    if (mask != null) {
      scores = scores.add(mask);
    }
    return scores.softmax(-1).matMul(values).transpose(0, 2, 1, 3).reshape(rows, length, size);
  }

  /** Drops activations at the given rate and scales up the others; rate 0 does nothing. */
  static NDArray dropout(NDArray x, double rate) {
    return rate == 0 ? x : x.getNDArrayInternal().dropout(x, (float) rate, true).singletonOrThrow();
  }

  static NDArray gelu(NDArray x) {
    return x.getNDArrayInternal().gelu();
  }

  static NDArray sigmoid(NDArray x) {
    return x.getNDArrayInternal().sigmoid();
  }
}
