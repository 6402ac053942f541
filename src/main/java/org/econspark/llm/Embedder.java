package org.econspark.llm;

import java.util.List;

/** Turns texts into vectors whose cosine says how alike their meanings are. Thread-safe. */
public interface Embedder extends AutoCloseable {

  /** Length of each vector. */
  int size();

  /** Names model and pooling, for manifests and checkpoints. */
  String fingerprint();

  /**
   * @return shape (texts, {@link #size}), each row of Euclidean length 1; independent of the texts
   *     beside it
   */
  float[][] embed(List<String> texts);

  @Override
  void close();
}
