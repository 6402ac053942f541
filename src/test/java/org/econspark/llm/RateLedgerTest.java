package org.econspark.llm;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.econspark.llm.RateLedger.Ask;
import org.econspark.llm.RateLedger.Grant;
import org.econspark.llm.RateLedger.Refund;
import org.junit.jupiter.api.Test;

class RateLedgerTest {
  private static final long SECOND = 1_000_000_000L;
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
    long most = 0;
    for (long[] start : grants) {
      long sum =
          grants.stream()
              .filter(g -> g[0] >= start[0] && g[0] < start[0] + 60 * SECOND)
              .mapToLong(g -> g[1])
              .sum();
      most = Math.max(most, sum);
    }
    assertThat(most).isEqualTo(100);
    assertThat(grants.stream().mapToLong(g -> g[1]).sum()).isBetween(400L, 500L);
  }

  @Test
  void sharedByWaitingTasksAndLeftToOthersByIdleOnes() {
    RateLedger ledger = new RateLedger(90, 0, () -> now);
    ledger.ask(ask("a", 1, 0, 0));
    Grant alone = ledger.ask(ask("b", 1, 30, 0));
    assertThat(alone.requests()).isEqualTo(30);
    ledger.ask(ask("a", 2, 1, 0));
    Grant third = ledger.ask(ask("b", 1, 100, 0));
    assertThat(third.requests()).isEqualTo(59 / 3);
  }

  @Test
  void refundsComeBackToTheirSecond() {
    RateLedger ledger = new RateLedger(0, 1_000, () -> now);
    Grant first = ledger.ask(ask("a", 1, 1, 1_000));
    assertThat(first.tokens()).isEqualTo(1_000);
    assertThat(ledger.ask(ask("a", 1, 1, 500)).requests()).isZero();
    Grant second = ledger.ask(new Ask("a", 1, 1, 500, List.of(new Refund(first.second(), 0, 600))));
    assertThat(second.tokens()).isEqualTo(500);
    now = 64 * SECOND;
    assertThat(ledger.ask(ask("a", 1, 1, 1_000)).tokens()).isEqualTo(1_000);
  }

  private static Ask ask(String client, int tasks, int requests, long tokens) {
    return new Ask(client, tasks, requests, tokens, List.of());
  }
}
