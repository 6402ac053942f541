package org.econspark.rollout;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.econspark.llm.ChatModel;
import org.econspark.llm.Completion;
import org.econspark.llm.CompletionRequest;
import org.econspark.llm.FailureKind;
import org.econspark.llm.LlmException;
import org.econspark.llm.ModelSession;

/**
 * The calls of one chunk whose coordinator is elsewhere. A task plays as far as the answers that it
 * was given let it; the coordinator's calls that it then misses are answered on the driver, all
 * those of a chunk together as in a task, and the chunk is played again with them. Answers of the
 * executors are kept, so that nothing is asked twice.
 */
public final class DeferredCalls implements Serializable {
  private static final long serialVersionUID = 1L;

  private final Map<CompletionRequest, Outcome> known = new HashMap<>();
  private final List<CompletionRequest> pending = new ArrayList<>();

  /** What came of a call; either a completion or a failure. */
  private record Outcome(Completion completion, FailureKind failure, int attempts, String message)
      implements Serializable {
    void complete(CompletableFuture<Completion> answer) {
      if (failure == null) {
        answer.complete(completion);
      } else {
        answer.completeExceptionally(new LlmException(failure, attempts, message, null));
      }
    }
  }

  /** The same calls, so that a task that is run again finds them as they were. */
  public DeferredCalls copy() {
    DeferredCalls copy = new DeferredCalls();
    copy.known.putAll(known);
    copy.pending.addAll(pending);
    return copy;
  }

  /**
   * @return how to complete the call's answer; null if it is not known
   */
  Runnable known(CompletionRequest request, CompletableFuture<Completion> answer) {
    Outcome outcome = known.get(request);
    return outcome == null ? null : () -> outcome.complete(answer);
  }

  void defer(CompletionRequest request) {
    pending.add(request);
  }

  /**
   * @param failure null if the call was answered
   */
  void store(CompletionRequest request, Completion completion, Throwable failure) {
    Throwable cause =
        failure instanceof CompletionException && failure.getCause() != null
            ? failure.getCause()
            : failure;
    if (cause == null) {
      known.put(request, new Outcome(completion, null, 0, null));
    } else if (cause instanceof LlmException call) {
      known.put(request, new Outcome(null, call.kind(), call.attempts(), call.getMessage()));
    } else {
      throw new CompletionException(cause);
    }
  }

  /** Whether the coordinator must answer before play can go on. */
  public boolean waits() {
    return !pending.isEmpty();
  }

  /**
   * Answers all calls that play waits for.
   *
   * @param times to which the time inside the model is added
   */
  public void answer(ChatModel coordinator, WorkTimes times) {
    List<CompletionRequest> asked = List.copyOf(pending);
    pending.clear();
    long start = WorkTimes.now();
    try (ModelSession session = coordinator.openSession()) {
      List<CompletableFuture<Completion>> answers = session.complete(asked);
      for (int i = 0; i < asked.size(); i++) {
        try {
          store(asked.get(i), answers.get(i).join(), null);
        } catch (CompletionException e) {
          store(asked.get(i), null, e);
        }
      }
    }
    times.add(WorkTimes.Kind.COORDINATOR, WorkTimes.now() - start);
  }
}
