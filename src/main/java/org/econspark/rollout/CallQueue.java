package org.econspark.rollout;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.econspark.agent.Caller;
import org.econspark.llm.ChatModel;
import org.econspark.llm.Completion;
import org.econspark.llm.CompletionRequest;
import org.econspark.llm.Embedder;
import org.econspark.llm.LlmException;
import org.econspark.llm.ModelSession;
import org.econspark.llm.ResponseCache;

/**
 * Carries the calls of one chunk to the models. Calls to models that compute in this JVM are
 * gathered until nothing else can go on, then answered as one batch; remote models get each call at
 * once unless its answer is stored. All answers come back on the thread that plays, so methods need
 * no locks and, with local models, always see the same order.
 *
 * <p>The same call made twice is answered once: methods that share calls, such as a vote over the
 * answers that a coordinator merges, share their answers. One thread; lives as long as one chunk.
 */
final class CallQueue {
  private record Call(ChatModel model, CompletionRequest request) {}

  private record TextOf(Embedder embedder, String text) {}

  private record Waiting(
      CompletionRequest request, WorkTimes.Kind kind, CompletableFuture<Completion> answer) {}

  private final Map<Call, CompletableFuture<Completion>> made = new HashMap<>();
  private final Map<ChatModel, List<Waiting>> gathered = new LinkedHashMap<>();
  private final Map<ChatModel, ModelSession> sessions = new LinkedHashMap<>();
  private final Arrivals arrivals;
  private final ResponseCache cache;
  private final WorkTimes times;
  private final DeferredCalls deferred;
  private int underWay;
  private final Map<TextOf, CompletableFuture<float[]>> embedded = new HashMap<>();
  private final Map<Embedder, List<String>> texts = new LinkedHashMap<>();

  /**
   * @param times to which the time inside models is added
   */
  CallQueue(WorkTimes times) {
    this(times, new Arrivals(), ResponseCache.NONE);
  }

  /**
   * @param times to which the time inside models is added
   * @param deferred takes the coordinator's calls instead of its model
   */
  CallQueue(WorkTimes times, DeferredCalls deferred) {
    this(times, new Arrivals(), ResponseCache.NONE, deferred);
  }

  /**
   * @param times to which the time inside models is added
   * @param arrivals shared by the chunks that one thread plays
   * @param cache asked before a remote model is
   */
  CallQueue(WorkTimes times, Arrivals arrivals, ResponseCache cache) {
    this(times, arrivals, cache, null);
  }

  private CallQueue(
      WorkTimes times, Arrivals arrivals, ResponseCache cache, DeferredCalls deferred) {
    this.deferred = deferred;
    this.times = times;
    this.arrivals = arrivals;
    this.cache = cache;
  }

  WorkTimes times() {
    return times;
  }

  /**
   * The way in for one role.
   *
   * @param kind that the time of its calls counts as
   */
  Caller caller(WorkTimes.Kind kind) {
    return (model, request) -> ask(model, request, kind);
  }

  /**
   * Texts are gathered like calls and embedded before the next batch of calls is sent.
   *
   * @return fails with {@link LlmException} where a remote embedder does
   */
  CompletableFuture<float[]> embed(Embedder embedder, String text) {
    return embedded.computeIfAbsent(
        new TextOf(embedder, text),
        t -> {
          texts.computeIfAbsent(embedder, e -> new ArrayList<>()).add(text);
          return new CompletableFuture<>();
        });
  }

  private CompletableFuture<Completion> ask(
      ChatModel model, CompletionRequest request, WorkTimes.Kind kind) {
    return made.computeIfAbsent(
        new Call(model, request),
        call -> {
          Waiting waiting = new Waiting(request, kind, new CompletableFuture<>());
          Runnable known = deferred == null ? null : deferred.known(request, waiting.answer());
          if (known != null) {
            arrivals.add(known);
          } else if (deferred != null && kind == WorkTimes.Kind.COORDINATOR) {
            deferred.defer(request);
          } else if (model.prefersBatches()) {
            gathered.computeIfAbsent(model, m -> new ArrayList<>()).add(waiting);
          } else {
            cache
                .find(model.storedAs(), request)
                .ifPresentOrElse(
                    stored -> arrivals.add(() -> waiting.answer().complete(stored)),
                    () -> send(model, List.of(waiting)));
          }
          return waiting.answer();
        });
  }

  /** Plays on until all given futures are done, or wait for calls that were deferred. */
  void drain(Collection<? extends CompletableFuture<?>> awaited) {
    CompletableFuture<Void> all =
        CompletableFuture.allOf(awaited.toArray(CompletableFuture[]::new));
    while (!all.isDone()) {
      if (!arrivals.handleOne() && !computeHere()) {
        if (underWay == 0 && deferred != null && deferred.waits()) {
          return;
        }
        arrivals.awaitOne();
      }
    }
  }

  /** Embeds or answers one batch of what was gathered; false if nothing was. */
  boolean computeHere() {
    if (!texts.isEmpty()) {
      embedTexts();
    } else if (!gathered.isEmpty()) {
      ChatModel model = gathered.keySet().iterator().next();
      send(model, gathered.remove(model));
    } else {
      return false;
    }
    return true;
  }

  /**
   * Has the models forget the prompts they read, so that what comes next does not depend on what
   * came before.
   */
  void endSessions() {
    sessions.values().forEach(ModelSession::close);
    sessions.clear();
  }

  private void embedTexts() {
    Embedder embedder = texts.keySet().iterator().next();
    List<String> batch = texts.remove(embedder);
    long start = WorkTimes.now();
    float[][] vectors;
    try {
      vectors = embedder.embed(batch);
    } catch (LlmException e) {
      // As with calls, the episodes that asked fail, not the task that plays them.
      batch.forEach(text -> embedded.get(new TextOf(embedder, text)).completeExceptionally(e));
      return;
    } finally {
      times.add(WorkTimes.Kind.EMBEDDINGS, WorkTimes.now() - start);
    }
    for (int i = 0; i < batch.size(); i++) {
      embedded.get(new TextOf(embedder, batch.get(i))).complete(vectors[i]);
    }
  }

  private void send(ChatModel model, List<Waiting> waiting) {
    long start = WorkTimes.now();
    List<CompletableFuture<Completion>> answers =
        sessions
            .computeIfAbsent(model, ChatModel::openSession)
            .complete(waiting.stream().map(Waiting::request).toList());
    long spent = WorkTimes.now() - start;
    waiting.forEach(w -> times.add(w.kind(), spent / waiting.size()));
    underWay += waiting.size();
    for (int i = 0; i < answers.size(); i++) {
      CompletionRequest request = waiting.get(i).request();
      CompletableFuture<Completion> target = waiting.get(i).answer();
      answers
          .get(i)
          .whenComplete(
              (completion, failure) ->
                  arrivals.add(
                      () -> {
                        underWay--;
                        if (deferred != null) {
                          deferred.store(request, completion, failure);
                        }
                        if (failure == null) {
                          if (!model.prefersBatches()) {
                            cache.store(model.storedAs(), request, completion);
                          }
                          target.complete(completion);
                        } else {
                          target.completeExceptionally(failure);
                        }
                      }));
    }
  }
}
