package org.econspark.llm;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * A call from its first queueing to its answer or failure, with what its sendings need to know of
 * each other. A call that seems to be stuck has a twin: the same call sent a second time. The
 * original counts for both. Guarded by the lock of its {@link CallAdmission} except for {@link
 * #sending} and {@link #result}.
 */
final class PendingCall<T> {
  final EndpointRequest<T> request;

  /** Calls of one source wait in line; sources take turns. */
  final Object source;

  final CompletableFuture<Endpoint.Outcome<T>> result = new CompletableFuture<>();

  /** How often it was sent, twins included; an endpoint that is not there does not count. */
  int attempts;

  /** How many of these attempts were refused for load. */
  int refusals;

  /** On the clock of {@link System#nanoTime}; 0 before it was sent. */
  long firstSent;

  /** Whether one of its sendings was answered. */
  boolean answered;

  /** When one of its sendings was last refused for load. */
  private long lastRefusal;

  /** Not to be sent again before that, as the server asked; 0 where it did not. */
  private long notBefore;

  long sentAt;

  /** {@link AdaptiveLimit#epoch} in which it was sent. */
  int sentIn;

  /** Whether it was sent at the full limit, so that its latency tells something about that. */
  boolean atFullLimit;

  /** Of the rate budget; null without one. */
  RateGate.Permit permit;

  /** The sending under way, to cut it off. */
  volatile CompletableFuture<?> sending;

  private final PendingCall<T> original;
  private PendingCall<T> twin;

  PendingCall(EndpointRequest<T> request, Object source) {
    this(request, source, null);
  }

  private PendingCall(EndpointRequest<T> request, Object source, PendingCall<T> original) {
    this.request = request;
    this.source = source;
    this.original = original;
  }

  /** Its second sending, which answers this call. */
  PendingCall<T> sentAgain() {
    twin = new PendingCall<>(request, source, this);
    return twin;
  }

  /** Whether this is the second sending of another call. */
  boolean isTwin() {
    return original != null;
  }

  boolean hasTwin() {
    return twin != null;
  }

  /** Makes way for another second sending. */
  void forgetTwin() {
    twin = null;
  }

  /** Its other sending, under way or not; null if there is none. */
  PendingCall<T> other() {
    return isTwin() ? original : twin;
  }

  /** One of its sendings was refused for load. */
  void refused(long now) {
    refusals++;
    lastRefusal = now;
  }

  /** How long the server has said nothing of it: since it was sent, or refused another sending. */
  long quietFor(long now) {
    long sinceSent = now - sentAt;
    return refusals == 0 ? sinceSent : Math.min(sinceSent, now - lastRefusal);
  }

  /** The server asked for a pause. */
  void pauseFor(Duration pause, long now) {
    long end = now + pause.toNanos();
    notBefore = notBefore == 0 ? end : Math.max(notBefore, end);
  }

  /** What is left of the pauses that the server asked for. */
  Optional<Duration> askedPause(long now) {
    return notBefore != 0 && notBefore - now > 0
        ? Optional.of(Duration.ofNanos(notBefore - now))
        : Optional.empty();
  }

  /** Whether the call came to its end, by this sending or its other one. */
  boolean over() {
    return first().answered || first().result.isDone();
  }

  /** Answers the call and cuts its other sending off. */
  void complete(Endpoint.Outcome<T> outcome) {
    PendingCall<T> other = other();
    first().result.complete(outcome);
    if (other != null && other.sending != null) {
      other.sending.cancel(true);
    }
  }

  /** The original, be it this one or its twin. */
  PendingCall<T> first() {
    return original == null ? this : original;
  }
}
