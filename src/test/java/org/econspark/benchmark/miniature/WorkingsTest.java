package org.econspark.benchmark.miniature;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.econspark.benchmark.miniature.MiniProblem.Solution;
import org.econspark.benchmark.miniature.Workings.Amount;
import org.junit.jupiter.api.Test;

class WorkingsTest {

  private static Solution solve(Workings workings, Amount answer, int spoiledStep) {
    Derivation derivation = new Derivation(new SplitMix64(3), spoiledStep, false, false);
    return workings.solver(answer).solve(derivation);
  }

  @Test
  void stepsFollowEachOtherAndTheLastAmountIsTheAnswer() {
    Workings workings = new Workings();
    Amount bags = workings.step(workings.given(12), '*', 4, "The bags hold #.");
    Amount all = workings.sum(List.of(bags, workings.given(5), bags), "Together #.");

    assertThat(all.value()).isEqualTo(101);
    assertThat(workings.calculations()).isEqualTo(3);
    assertThat(solve(workings, all, -1))
        .isEqualTo(
            new Solution(List.of("The bags hold 12*4=48.", "Together 48+5=53, 53+48=101."), "101"));
  }

  @Test
  void errorPropagatesToTheAnswer() {
    Workings workings = new Workings();
    Amount bags = workings.step(workings.given(12), '*', 4, "#");
    Amount left = workings.step(bags, '-', 8, "#");
    List<String> answers = new ArrayList<>();
    for (int step = 0; step < 4; step++) {
      answers.add(solve(workings, left, step).answer());
    }

    assertThat(answers).doesNotContain("40");
  }

  @Test
  void remaindersAndNegativeResultsAreNotSound() {
    Workings remainder = new Workings();
    remainder.step(remainder.given(7), '/', 2, "#");
    Workings negative = new Workings();
    negative.step(negative.given(7), '-', 9, "#");

    assertThat(remainder.sound()).isFalse();
    assertThat(negative.sound()).isFalse();
  }
}
