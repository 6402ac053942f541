package org.econspark.llm;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RateGateTest {
  private static final RateBudgets.Key KEY = new RateBudgets.Key("here", 0, 1_000_000);

  private final ScheduledExecutorService background = new ScheduledThreadPoolExecutor(1);
  private final ScheduledExecutorService calls = new ScheduledThreadPoolExecutor(1);
  private final RateBudgets budgets = new RateBudgets();

  @AfterEach
  void stop() {
    background.shutdownNow();
    calls.shutdownNow();
  }

  @Test
  void everyCallOfAChainGetsItsPermitThoughTheLedgerAnswersLate() throws Exception {
    budgets.connect(
        (key, ask) -> {
          pause(10);
          return budgets.askHere(key, ask);
        });
    Chain chain = new Chain(5);
    chain.next();
    assertThat(chain.done.await(10, TimeUnit.SECONDS)).as("the chain comes to its end").isTrue();
  }

  @Test
  void permitIsNotValidForLongerWhereItsGrantArrivesLate() throws Exception {
    AtomicLong now = new AtomicLong();
    CountDownLatch arrived = new CountDownLatch(1);
    budgets.connect(
        (key, ask) -> {
          RateLedger.Grant grant = budgets.askHere(key, ask);
          now.addAndGet(TimeUnit.SECONDS.toNanos(RateLedger.VALID_SECONDS) + 1);
          return grant;
        });
    RateGate gate =
        new RateGate(
            budgets,
            KEY,
            background,
            () -> new RateGate.Demand(1, 1, 100, 100),
            arrived::countDown,
            now::get);
    assertThat(gate.take(100)).as("none is held yet").isNull();
    assertThat(arrived.await(10, TimeUnit.SECONDS)).isTrue();
    assertThat(gate.take(100)).as("a permit that is too old").isNull();
  }

  /** Calls of which each is made soon after the former one was answered. */
  private final class Chain {
    private final CountDownLatch done;
    private final RateGate gate;
    private boolean waiting;

    Chain(int length) {
      done = new CountDownLatch(length);
      gate = new RateGate(budgets, KEY, background, this::demand, this::leave, System::nanoTime);
    }

    synchronized RateGate.Demand demand() {
      return waiting ? new RateGate.Demand(1, 1, 100, 100) : new RateGate.Demand(0, 0, 0, 0);
    }

    synchronized void next() {
      waiting = done.getCount() > 0;
      leave();
    }

    synchronized void leave() {
      RateGate.Permit permit = waiting ? gate.take(100) : null;
      if (permit != null) {
        waiting = false;
        // Long enough that the gate has stopped to ask for more.
        calls.schedule(() -> answered(permit), 250, TimeUnit.MILLISECONDS);
      }
    }

    private void answered(RateGate.Permit permit) {
      done.countDown();
      gate.settle(permit, 50);
      pause(2);
      next();
    }
  }

  private static void pause(long millis) {
    try {
      TimeUnit.MILLISECONDS.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
