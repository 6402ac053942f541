package org.econspark.llm;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/**
 * Models that answer like a remote one after {@code extra.latency-ms} (default 200), provider
 * {@code fixed-latency}; the answer is {@code extra.default} (default {@code \boxed{0}}).
 */
public final class FixedLatencyModelProvider implements ChatModelProvider {

  @Override
  public String name() {
    return "fixed-latency";
  }

  @Override
  public ChatModel create(ModelSettings settings, String device) {
    long millis = Long.parseLong(settings.extra().getOrDefault("latency-ms", "200"));
    String answer = settings.extra().getOrDefault("default", "\\boxed{0}");
    String style = settings.extra().getOrDefault("prompt-style", "chat");
    return new FixedLatencyModel(
        new ModelIdentity(name(), settings.model(), name() + ":" + millis, style), millis, answer);
  }

  private record FixedLatencyModel(ModelIdentity identity, long millis, String answer)
      implements ChatModel {

    @Override
    public boolean prefersBatches() {
      return false;
    }

    @Override
    public List<CompletableFuture<Completion>> complete(List<CompletionRequest> requests) {
      Executor later = CompletableFuture.delayedExecutor(millis, TimeUnit.MILLISECONDS);
      return requests.stream()
          .map(
              request ->
                  CompletableFuture.supplyAsync(
                      () -> ScriptedChatModel.completion(request, answer), later))
          .toList();
    }

    @Override
    public void close() {}
  }
}
