package org.econspark.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class GateTest {

  @Test
  void lettingGoOfAFewProblemsIsNoRegression() {
    assertThat(Gate.accuracy(List.of(compared("a", 80, 3, 6, 11)), 1)).allMatch(Gate.Check::passed);
  }

  @Test
  void clearLossOverAllProblemsIsRefused() {
    List<Gate.Check> checks = Gate.accuracy(List.of(compared("a", 60, 2, 30, 8)), 1);
    assertThat(checks.get(0).passed()).isFalse();
    assertThat(checks.get(0).detail()).startsWith("-28.0 points").contains("100 problems");
  }

  @Test
  void clearLossOnOneBenchmarkIsRefusedThoughOthersMakeUpForIt() {
    List<Gate.Check> checks =
        Gate.accuracy(List.of(compared("up", 60, 30, 2, 8), compared("down", 60, 2, 30, 8)), 1);
    assertThat(checks).extracting(Gate.Check::passed).containsExactly(true, true, false);
  }

  @Test
  void smallLossesOnManyBenchmarksAreNotTakenForALossOnOne() {
    List<Gate.Check> checks =
        Gate.accuracy(
            List.of(
                compared("a", 60, 3, 12, 25), // p = 0.035 alone
                compared("b", 60, 9, 8, 23),
                compared("c", 60, 8, 8, 24),
                compared("d", 60, 9, 8, 23)),
            1);
    assertThat(checks).allMatch(Gate.Check::passed);
  }

  @Test
  void nashConvMayNotRise() {
    assertThat(Gate.nashConv(0.2, 0.2).passed()).isTrue();
    assertThat(Gate.nashConv(0.21, 0.2).passed()).isFalse();
    assertThat(Gate.nashConv(null, 0.2).passed()).as("not measured is not good").isFalse();
    assertThat(Gate.nashConv(0.2, null).passed()).as("first measurement").isTrue();
    assertThat(Gate.nashConv(null, null).passed()).isTrue();
  }

  private static Gate.Compared compared(String name, int both, int won, int lost, int neither) {
    return new Gate.Compared(
        name,
        List.of(
            new PairedAttempts(1, 1, 1, both),
            new PairedAttempts(1, 1, 0, won),
            new PairedAttempts(1, 0, 1, lost),
            new PairedAttempts(1, 0, 0, neither)));
  }
}
