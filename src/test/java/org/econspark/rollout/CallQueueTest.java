package org.econspark.rollout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.econspark.llm.ChatModel;
import org.econspark.llm.Completion;
import org.econspark.llm.CompletionRequest;
import org.econspark.llm.FailureKind;
import org.econspark.llm.LlmException;
import org.econspark.llm.Message;
import org.econspark.llm.ModelIdentity;
import org.econspark.llm.SamplingControls;
import org.junit.jupiter.api.Test;

class CallQueueTest {

  @Test
  void callsToLocalModelsAreGathered() {
    Recording model = new Recording(true);
    CallQueue queue = new CallQueue(new WorkTimes());

    CompletableFuture<Completion> first =
        queue.caller(WorkTimes.Kind.EXECUTORS).ask(model, request("a", 1));
    CompletableFuture<Completion> second =
        first.thenCompose(
            answer -> queue.caller(WorkTimes.Kind.EXECUTORS).ask(model, request("b", 1)));
    CompletableFuture<Completion> third =
        queue.caller(WorkTimes.Kind.EXECUTORS).ask(model, request("c", 1));
    queue.drain(List.of(first, second, third));

    assertThat(model.batches).containsExactly(List.of("a", "c"), List.of("b"));
    assertThat(second.join().text()).isEqualTo("re b");
  }

  @Test
  void sameCallIsMadeOnce() {
    Recording model = new Recording(true);
    CallQueue queue = new CallQueue(new WorkTimes());

    CompletableFuture<Completion> first =
        queue.caller(WorkTimes.Kind.EXECUTORS).ask(model, request("a", 1));
    queue.drain(List.of(first));
    CompletableFuture<Completion> again =
        queue.caller(WorkTimes.Kind.EXECUTORS).ask(model, request("a", 1));
    CompletableFuture<Completion> otherSeed =
        queue.caller(WorkTimes.Kind.EXECUTORS).ask(model, request("a", 2));
    queue.drain(List.of(again, otherSeed));

    assertThat(again.join()).isSameAs(first.join());
    assertThat(model.batches).containsExactly(List.of("a"), List.of("a"));
  }

  @Test
  void callsToRemoteModelsLeaveAtOnceAndComeBackOnTheDrainingThread() {
    Recording model = new Recording(false);
    CallQueue queue = new CallQueue(new WorkTimes());
    Thread drainer = Thread.currentThread();
    List<Thread> continuations = new ArrayList<>();

    List<CompletableFuture<Completion>> chains = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      int chain = i;
      chains.add(
          queue
              .caller(WorkTimes.Kind.EXECUTORS)
              .ask(model, request("a" + i, 1))
              .thenCompose(
                  answer -> {
                    continuations.add(Thread.currentThread());
                    return queue
                        .caller(WorkTimes.Kind.EXECUTORS)
                        .ask(model, request("b" + chain, 1));
                  }));
    }
    queue.drain(chains);

    assertThat(continuations).hasSize(20).containsOnly(drainer);
    assertThat(chains.get(3).join().text()).isEqualTo("re b3");
    model.close();
  }

  @Test
  void failureReachesTheCallerAlone() {
    Recording model = new Recording(true);
    CallQueue queue = new CallQueue(new WorkTimes());

    CompletableFuture<Completion> bad =
        queue.caller(WorkTimes.Kind.EXECUTORS).ask(model, request("fail", 1));
    CompletableFuture<Completion> good =
        queue.caller(WorkTimes.Kind.EXECUTORS).ask(model, request("a", 1));
    queue.drain(List.of(bad.handle((answer, failure) -> failure), good));

    assertThatThrownBy(bad::join)
        .isInstanceOf(CompletionException.class)
        .hasCauseInstanceOf(LlmException.class);
    assertThat(good.join().text()).isEqualTo("re a");
  }

  @Test
  void failureOfAnEmbeddingReachesThoseThatAskedForIt() {
    CallQueue queue = new CallQueue(new WorkTimes());
    FailingEmbedder embedder = new FailingEmbedder(FailureKind.SERVER_ERROR);
    CompletableFuture<float[]> bad = queue.embed(embedder, "fail");
    queue.drain(List.of(bad));
    CompletableFuture<float[]> good = queue.embed(embedder, "a");
    queue.drain(List.of(good));

    assertThatThrownBy(bad::join)
        .isInstanceOf(CompletionException.class)
        .hasCauseInstanceOf(LlmException.class);
    assertThat(good.join()).hasSize(16);
  }

  private static CompletionRequest request(String text, long seed) {
    return new CompletionRequest(
        List.of(new Message("user", text)),
        "assistant",
        SamplingControls.GREEDY,
        seed,
        10,
        List.of(),
        "test");
  }

  /** Repeats what it is told; remote answers arrive on another thread, in mixed order. */
  private static final class Recording implements ChatModel {
    private final boolean local;
    private final List<List<String>> batches = new ArrayList<>();
    private final ScheduledExecutorService network = Executors.newScheduledThreadPool(2);

    Recording(boolean local) {
      this.local = local;
    }

    @Override
    public ModelIdentity identity() {
      return new ModelIdentity("scripted", "echo", "0", "chat");
    }

    @Override
    public boolean prefersBatches() {
      return local;
    }

    @Override
    public List<CompletableFuture<Completion>> complete(List<CompletionRequest> requests) {
      batches.add(requests.stream().map(r -> r.messages().get(0).content()).toList());
      return requests.stream().map(this::answer).toList();
    }

    private CompletableFuture<Completion> answer(CompletionRequest request) {
      String text = request.messages().get(0).content();
      if (text.equals("fail")) {
        return CompletableFuture.failedFuture(
            new LlmException(FailureKind.TIMEOUT, 3, "no answer", null));
      }
      Completion completion =
          new Completion(
              "re " + text, Completion.FinishReason.STOP, 1, 1, -0.5, 1, 1, false, "cpu");
      CompletableFuture<Completion> future = new CompletableFuture<>();
      if (local) {
        future.complete(completion);
      } else {
        network.schedule(
            () -> future.complete(completion), 1 + text.hashCode() % 7, TimeUnit.MILLISECONDS);
      }
      return future;
    }

    @Override
    public void close() {
      network.shutdownNow();
    }
  }
}
