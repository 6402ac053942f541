package org.econspark.llm;

import ai.djl.ndarray.NDManager;
import java.util.function.Consumer;

/**
 * Memory of one batch of texts under way: its cache and the inputs of its passes. Borrowed from a
 * decoder by one thread; closing gives it back.
 */
final class DecoderState implements AutoCloseable {
  private final NDManager manager;
  private final KeyValueCache cache;
  private final TokenInputs inputs = new TokenInputs();
  private final Consumer<DecoderState> home;
  private boolean sound;

  /**
   * @param home takes a state that may serve again
   */
  DecoderState(NDManager manager, KeyValueCache cache, Consumer<DecoderState> home) {
    this.manager = manager;
    this.cache = cache;
    this.home = home;
  }

  KeyValueCache cache() {
    return cache;
  }

  TokenInputs inputs() {
    return inputs;
  }

  /** Arrays of a pass; the pass closes them. */
  NDManager manager() {
    return manager;
  }

  /** Empties the state for a new user. */
  DecoderState begin() {
    sound = false;
    cache.clear();
    return this;
  }

  /**
   * Says that all went well. Memory of a batch that failed is not used again: what it holds, such
   * as numbers that are none, would reach other texts even where it is masked.
   */
  void markSound() {
    sound = true;
  }

  @Override
  public void close() {
    cache.clear();
    if (sound) {
      home.accept(this);
    } else {
      free();
    }
  }

  void free() {
    cache.close();
    manager.close();
  }
}
