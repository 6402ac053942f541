package org.econspark.llm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.econspark.llm.RateLedger.Ask;
import org.econspark.llm.RateLedger.Grant;
import org.econspark.llm.RateLedger.Refund;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RateLedgerTest {
  private static final long SECOND = 1_000_000_000L;
  private static final int MINUTES = 20;

  private long now;

  @Test
  void noMoreThanTheBudgetInAnyMinute() {
    RateLedger ledger = new RateLedger(100, 0, () -> now);
    List<long[]> grants = new ArrayList<>();
    for (int tick = 0; tick < 3_000; tick++) {
      now = tick * SECOND / 10;
      Grant grant = ledger.ask(ask("a", 1, 7, 0));
      grants.add(new long[] {now, grant.requests()});
    }
    assertThat(mostInAMinute(grants)).isEqualTo(100);
    assertThat(grants.stream().mapToLong(g -> g[1]).sum()).isBetween(400L, 500L);
  }

  @Test
  void sharedByWaitingTasksAndLeftToOthersByIdleOnes() {
    RateLedger ledger = new RateLedger(90, 0, () -> now);
    assertThat(ledger.ask(ask("b", 1, 40, 0)).requests()).as("all that is wanted").isEqualTo(40);
    assertThat(ledger.ask(ask("a", 2, 100, 0)).requests()).as("all that is left").isEqualTo(50);
    now = 62 * SECOND;
    assertThat(ledger.ask(ask("a", 2, 100, 0)).requests()).isZero();
    now = 63 * SECOND;
    int second = ledger.ask(ask("b", 1, 100, 0)).requests();
    assertThat(40.0 + second)
        .as("half of what a has")
        .isCloseTo((50 + 90 - second) / 2.0, within(8.0));
    assertThat(ledger.ask(ask("a", 0, 0, 0)).requests()).isZero();
    assertThat(ledger.ask(ask("b", 1, 100, 0)).requests()).as("left").isEqualTo(90 - second);
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 4, 12})
  void callsThatAreLargeBesideTheBudgetAreSharedByAllJvms(int clients) {
    long budget = 30_000;
    long size = 5_000;
    RateLedger ledger = new RateLedger(0, budget, () -> now);
    long[] calls = new long[clients];
    List<long[]> grants = new ArrayList<>();
    for (int tick = 0; tick < 10 * 60 * MINUTES; tick++) {
      for (int client = 0; client < clients; client++) {
        now = tick * SECOND / 10 + client * SECOND / 1_000;
        Grant grant = ledger.ask(ask("c" + client, 1, 50, 50 * size));
        assertThat(grant.tokens()).as("whole calls").isEqualTo(grant.requests() * size);
        calls[client] += grant.requests();
        grants.add(new long[] {now, grant.tokens()});
      }
    }
    assertThat(mostInAMinute(grants)).isLessThanOrEqualTo(budget);
    long all = Arrays.stream(calls).sum();
    assertThat(all * size).isGreaterThan((long) (0.9 * MINUTES * budget));
    long mean = all / clients;
    // The first one to ask is alone at first and begins with a whole budget.
    Arrays.stream(calls).forEach(c -> assertThat(c).isBetween(mean - 3, mean + 4));
  }

  @Test
  void largeCallsGetTheirTurnAmongSmallOnes() {
    RateLedger ledger = new RateLedger(0, 30_000, () -> now);
    long[] tokens = new long[2];
    for (int tick = 0; tick < 10 * 60 * MINUTES; tick++) {
      now = tick * SECOND / 10;
      tokens[0] += ledger.ask(ask("small", 1, 50, 50 * 500)).tokens();
      tokens[1] += ledger.ask(ask("large", 1, 50, 50 * 20_000)).tokens();
    }
    assertThat(tokens[1]).isBetween((long) (0.7 * tokens[0]), (long) (1.4 * tokens[0]));
  }

  @Test
  void manyJvmsUseAnAmpleBudgetUp() {
    RateLedger ledger = new RateLedger(30_000, 0, () -> now);
    long calls = 0;
    for (int tick = 0; tick < 10 * 60 * 3; tick++) {
      for (int client = 0; client < 100; client++) {
        now = tick * SECOND / 10 + client * SECOND / 1_000;
        calls += ledger.ask(ask("c" + client, 1, 1 + client, 0)).requests();
      }
    }
    assertThat(calls).isGreaterThan(85_000);
  }

  @Test
  void refundsComeBackToTheirSecond() {
    RateLedger ledger = new RateLedger(0, 1_000, () -> now);
    Grant first = ledger.ask(ask("a", 1, 1, 1_000));
    assertThat(first.tokens()).isEqualTo(1_000);
    assertThat(ledger.ask(ask("a", 1, 1, 500)).requests()).isZero();
    Grant second =
        ledger.ask(new Ask("a", 1, 1, 500, 500, List.of(new Refund(first.second(), 0, 600))));
    assertThat(second.tokens()).isEqualTo(500);
    now = 64 * SECOND;
    assertThat(ledger.ask(ask("a", 1, 1, 1_000)).tokens()).isEqualTo(1_000);
  }

  private static Ask ask(String client, int tasks, int requests, long tokens) {
    return new Ask(
        client, tasks, requests, tokens, requests == 0 ? 0 : tokens / requests, List.of());
  }

  /**
   * @param grants each its time in nanoseconds and its amount, in order of time
   */
  private static long mostInAMinute(List<long[]> grants) {
    long most = 0;
    long sum = 0;
    int first = 0;
    for (long[] grant : grants) {
      sum += grant[1];
      while (grants.get(first)[0] <= grant[0] - 60 * SECOND) {
        sum -= grants.get(first++)[1];
      }
      most = Math.max(most, sum);
    }
    return most;
  }
}
