package org.econspark.rollout;

import java.util.concurrent.CompletableFuture;

/** Embeds texts; those of many episodes together. */
@FunctionalInterface
interface TextEmbeddings {

  /**
   * @return shape (E), Euclidean length 1
   */
  CompletableFuture<float[]> embed(String text);
}
