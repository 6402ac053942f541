package org.econspark.rollout;

import java.util.concurrent.LinkedBlockingQueue;

/** Answers that came back from models, until the thread that plays deals with them. */
final class Arrivals {
  private final LinkedBlockingQueue<Runnable> queue = new LinkedBlockingQueue<>();

  /** From any thread. */
  void add(Runnable arrival) {
    queue.add(arrival);
  }

  /** Deals with one arrival; false if there is none. */
  boolean handleOne() {
    Runnable arrival = queue.poll();
    if (arrival == null) {
      return false;
    }
    arrival.run();
    return true;
  }

  /** Waits for an arrival and deals with it. */
  void awaitOne() {
    try {
      queue.take().run();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while waiting for a model", e);
    }
  }
}
