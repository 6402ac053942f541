package org.econspark.llm;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/**
 * Models that answer like a remote one after {@code extra.latency-ms} (default 200), provider
 * {@code fixed-latency}; the answer is {@code extra.default} (default {@code \boxed{0}}), where
 * {@code {seed}} stands for a digit that follows from the call's seed. With {@code extra.calls}, a
 * folder, each JVM writes a line for each call into a file of its own there. With {@code
 * extra.straggler}, a file that is not there yet, the one JVM that comes first creates it and takes
 * {@code extra.straggler-ms} instead. With {@code extra.gate}, a file, no call ends before it is
 * there.
 */
public final class FixedLatencyModelProvider implements ChatModelProvider {

  @Override
  public String name() {
    return "fixed-latency";
  }

  @Override
  public ChatModel create(ModelSettings settings, String device) {
    String latency = isStraggler(settings.extra().get("straggler")) ? "straggler-ms" : "latency-ms";
    long millis = Long.parseLong(settings.extra().getOrDefault(latency, "200"));
    String answer = settings.extra().getOrDefault("default", "\\boxed{0}");
    String style = settings.extra().getOrDefault("prompt-style", "chat");
    String calls = settings.extra().get("calls");
    return new FixedLatencyModel(
        new ModelIdentity(name(), settings.model(), name(), style),
        millis,
        answer,
        calls == null ? null : Path.of(calls, Long.toString(ProcessHandle.current().pid())),
        settings.extra().get("gate"));
  }

  private static boolean isStraggler(String file) {
    try {
      return file != null && Files.createFile(Path.of(file)) != null;
    } catch (FileAlreadyExistsException e) {
      return false;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private record FixedLatencyModel(
      ModelIdentity identity, long millis, String answer, Path calls, String gate)
      implements ChatModel {

    @Override
    public boolean prefersBatches() {
      return false;
    }

    @Override
    public List<CompletableFuture<Completion>> complete(List<CompletionRequest> requests) {
      requests.forEach(this::note);
      return requests.stream().map(this::answerLater).toList();
    }

    private CompletableFuture<Completion> answerLater(CompletionRequest request) {
      Executor later = CompletableFuture.delayedExecutor(millis, TimeUnit.MILLISECONDS);
      return CompletableFuture.supplyAsync(
              () -> ScriptedChatModel.completion(request, answerTo(request)), later)
          .thenCompose(
              completion ->
                  gate == null || Files.exists(Path.of(gate))
                      ? CompletableFuture.completedFuture(completion)
                      : answerLater(request));
    }

    private String answerTo(CompletionRequest request) {
      return answer.replace("{seed}", Long.toString(Math.floorMod(request.seed(), 10)));
    }

    private synchronized void note(CompletionRequest request) {
      if (calls != null) {
        try {
          Files.writeString(
              calls, request.callId() + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
      }
    }

    @Override
    public void close() {}
  }
}
