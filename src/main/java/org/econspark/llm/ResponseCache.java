package org.econspark.llm;

import java.util.Optional;

/** Answers that were paid for before. */
public interface ResponseCache {
  /** Knows nothing and keeps nothing. */
  ResponseCache NONE =
      new ResponseCache() {
        @Override
        public Optional<Completion> find(ModelIdentity model, CompletionRequest request) {
          return Optional.empty();
        }

        @Override
        public void store(ModelIdentity model, CompletionRequest request, Completion completion) {}
      };

  /**
   * The stored answer to the very same call, marked as {@link Completion#cached}.
   *
   * @param model as {@link ChatModel#storedAs} names it
   */
  Optional<Completion> find(ModelIdentity model, CompletionRequest request);

  /** Keeps an answer; calls without one are never kept. */
  void store(ModelIdentity model, CompletionRequest request, Completion completion);
}
