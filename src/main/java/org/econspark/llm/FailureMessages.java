package org.econspark.llm;

import java.time.Duration;
import java.util.Optional;

/**
 * Says in one line what went wrong with a call to an endpoint and what to do.
 *
 * @param giveUpAfter how long an endpoint that does not answer is waited for
 */
record FailureMessages(EndpointSettings settings, Duration giveUpAfter) {

  /**
   * @param last fault, after which the call is not sent again
   */
  LlmException exception(PendingCall<?> call, CallFault last) {
    return new LlmException(
        last.kind(),
        call.attempts,
        "Cannot answer "
            + call.request.what()
            + " at "
            + settings.host()
            + ": "
            + last.message().strip()
            + (call.attempts == 0 ? "" : attempts(call, last.kind()))
            + "; "
            + remedy(last.kind())
            + ".",
        last.cause());
  }

  CallFault lost(FailureKind kind) {
    String waited = giveUpAfter.toSeconds() + " s ('give-up-after')";
    return new CallFault(
        kind,
        switch (kind) {
          case AUTH -> "the endpoint refuses the key";
          case UNREACHABLE -> "the endpoint has not answered for " + waited;
          default -> "the endpoint has failed every call for " + waited;
        });
  }

  static CallFault closed() {
    return new CallFault(FailureKind.REJECTED, "the model was closed");
  }

  /** For a call that no budget would ever let through; empty if it may be sent. */
  Optional<CallFault> overBudget(EndpointRequest<?> request) {
    long budget = settings.tokensPerMinute();
    return budget == 0 || request.tokens() <= budget
        ? Optional.empty()
        : Optional.of(
            new CallFault(
                FailureKind.REJECTED,
                "it may use "
                    + request.tokens()
                    + " tokens, more than 'tokens-per-minute' ("
                    + budget
                    + ") allows at all"));
  }

  private String attempts(PendingCall<?> call, FailureKind kind) {
    return kind == FailureKind.RATE_LIMITED
        ? " on attempt "
            + call.attempts
            + ", and 'retry-time' ("
            + settings.retryTime().toMillis() / 1e3
            + " s) leaves none"
        : " on attempt " + (call.attempts - call.refusals) + " of " + settings.maxAttempts();
  }

  private String remedy(FailureKind kind) {
    return switch (kind) {
      case RATE_LIMITED ->
          "lower 'max-concurrency' (now " + settings.maxConcurrency() + ") and run again";
      case TIMEOUT -> "raise 'timeout' (now " + settings.timeout() + ")";
      case AUTH -> "check the key in " + settings.key().place();
      case UNREACHABLE -> "check 'base-url' and that the server runs, and run again";
      case CONTEXT_OVERFLOW -> "shorten the prompt or use fewer candidates";
      case REJECTED, CONTENT_FILTERED -> "check model and settings against the server's own";
      default -> "look at the server's log";
    };
  }
}
