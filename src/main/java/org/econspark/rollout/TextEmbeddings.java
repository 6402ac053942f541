package org.econspark.rollout;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** Embeds texts; those of many episodes together. */
@FunctionalInterface
interface TextEmbeddings {

  /**
   * @return shape (E), Euclidean length 1; fails with {@link org.econspark.llm.LlmException}
   */
  CompletableFuture<float[]> embed(String text);

  /** Of several texts, each embedded once; null for texts that are null. */
  default CompletableFuture<List<float[]>> embedAll(List<String> texts) {
    Map<String, CompletableFuture<float[]>> byText = new HashMap<>();
    return Futures.all(
        texts.stream()
            .map(
                text ->
                    text == null
                        ? CompletableFuture.<float[]>completedFuture(null)
                        : byText.computeIfAbsent(text, this::embed))
            .toList());
  }
}
