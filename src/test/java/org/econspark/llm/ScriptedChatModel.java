package org.econspark.llm;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.econspark.llm.Completion.FinishReason;

/**
 * A model that answers by a function, at once and for free; the same request gets the same answer.
 * Tokens are words.
 */
public final class ScriptedChatModel implements ChatModel {
  private final ModelIdentity identity;
  private final Function<CompletionRequest, String> answers;

  /**
   * @param name for {@link #identity}
   * @param promptStyle {@code chat} or {@code miniature}
   * @param answers may throw {@link LlmException} for a call that fails
   */
  public ScriptedChatModel(
      String name, String promptStyle, Function<CompletionRequest, String> answers) {
    this.identity = new ModelIdentity("scripted", name, "scripted:" + name, promptStyle);
    this.answers = answers;
  }

  @Override
  public ModelIdentity identity() {
    return identity;
  }

  @Override
  public boolean prefersBatches() {
    return true;
  }

  @Override
  public List<CompletableFuture<Completion>> complete(List<CompletionRequest> requests) {
    return requests.stream().map(this::complete).toList();
  }

  @Override
  public void close() {}

  private CompletableFuture<Completion> complete(CompletionRequest request) {
    try {
      return CompletableFuture.completedFuture(completion(request, answers.apply(request)));
    } catch (LlmException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  /** An answer as a model would give it; cut at the token limit. */
  static Completion completion(CompletionRequest request, String text) {
    int prompt = request.messages().stream().mapToInt(m -> words(m.content())).sum();
    List<String> words = List.of(text.split("(?<=\\s)"));
    boolean cut = words.size() > request.maxTokens();
    String kept = cut ? String.join("", words.subList(0, request.maxTokens())) : text;
    return new Completion(
        kept,
        cut ? FinishReason.LENGTH : FinishReason.STOP,
        prompt,
        cut ? request.maxTokens() : words.size(),
        -0.1,
        1,
        0,
        false,
        "cpu");
  }

  private static int words(String text) {
    return text.split("\\s+").length;
  }
}
