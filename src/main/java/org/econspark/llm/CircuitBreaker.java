package org.econspark.llm;

import java.time.Duration;

/**
 * Whether an endpoint answers at all. After several failures in a row that no answer interrupts,
 * calls are held back and one at a time is sent as a trial, until one is answered or the endpoint
 * has been lost for too long. A server that is there and fails each call it is given may do so for
 * these calls alone, so it is given up only after many more of them. Not thread-safe.
 */
final class CircuitBreaker {
  private static final int UNREACHABLE_IN_A_ROW = 3;
  private static final int OTHERS_IN_A_ROW = 12;
  private static final int OTHERS_TO_GIVE_UP = 3 * OTHERS_IN_A_ROW;

  /** How long a lost endpoint is not asked again. */
  private static final Duration LOST = Duration.ofSeconds(30);

  private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(2);

  private final Duration giveUpAfter;
  private int unreachable;
  private int others;
  private boolean open;
  private boolean trialUnderWay;
  private long openSince;
  private long nextTrial;
  private long pause;
  private boolean lost;
  private long lostSince;
  private FailureKind reason;
  private FailureKind last;

  CircuitBreaker(Duration giveUpAfter) {
    this.giveUpAfter = giveUpAfter;
  }

  boolean open() {
    return open;
  }

  /**
   * Why the endpoint is given up: what the last call failed with, so only {@link
   * FailureKind#UNREACHABLE} says that it is not there. Null while it is not given up.
   */
  FailureKind lost(long now) {
    if (lost && now - lostSince > LOST.toNanos()) {
      lost = false;
    }
    boolean enough = last == FailureKind.UNREACHABLE || others >= OTHERS_TO_GIVE_UP;
    if (open && enough && now - openSince > giveUpAfter.toNanos()) {
      giveUp(now, last);
    }
    return lost ? reason : null;
  }

  /** Whether a call may leave now; one that may while the breaker is open is its trial. */
  boolean admits(long now) {
    return !open || !trialUnderWay && now >= nextTrial;
  }

  /** A call has left. */
  void sent() {
    if (open) {
      trialUnderWay = true;
    }
  }

  /** Nanoseconds until the next trial may leave; only while open. */
  long untilTrial(long now) {
    return Math.max(0, nextTrial - now);
  }

  /** The server answered, be it with a refusal that shows it is there. */
  void answered() {
    unreachable = 0;
    others = 0;
    open = false;
    lost = false;
    trialUnderWay = false;
  }

  /** A call failed; kinds that say nothing about the endpoint as a whole count as an answer. */
  void failed(FailureKind kind, long now) {
    switch (kind) {
      case UNREACHABLE -> {
        unreachable++;
        others++;
        last = kind;
      }
      case SERVER_ERROR, TIMEOUT, AUTH -> {
        others++;
        last = kind;
      }
      case TRUNCATED, MALFORMED -> {}
      default -> answered();
    }
    if (kind == FailureKind.AUTH && others >= UNREACHABLE_IN_A_ROW) {
      giveUp(now, FailureKind.AUTH);
    } else if (open) {
      trialUnderWay = false;
      pause = Math.min(LONGEST_PAUSE.toNanos(), 2 * pause);
      nextTrial = now + pause;
    } else if (unreachable >= UNREACHABLE_IN_A_ROW || others >= OTHERS_IN_A_ROW) {
      open = true;
      trialUnderWay = false;
      openSince = now;
      pause = FIRST_PAUSE.toNanos();
      nextTrial = now + pause;
    }
  }

  private void giveUp(long now, FailureKind why) {
    lost = true;
    lostSince = now;
    reason = why;
    open = false;
    trialUnderWay = false;
    unreachable = 0;
    others = 0;
  }
}
