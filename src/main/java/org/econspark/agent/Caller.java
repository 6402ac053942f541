package org.econspark.agent;

import java.util.concurrent.CompletableFuture;
import org.econspark.llm.ChatModel;
import org.econspark.llm.Completion;
import org.econspark.llm.CompletionRequest;

/** Sends one call to a model; the future fails with {@link org.econspark.llm.LlmException}. */
@FunctionalInterface
public interface Caller {
  CompletableFuture<Completion> ask(ChatModel model, CompletionRequest request);
}
