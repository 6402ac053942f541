package org.econspark.benchmark.miniature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class MiniaturesTest {

  @ParameterizedTest
  @EnumSource(Family.class)
  void problemIsAPureFunctionOfItsSeed(Family family) {
    for (int seed = 0; seed < 100; seed++) {
      MiniProblem first = Miniatures.problem(family, Split.TEST, seed);
      MiniProblem again = Miniatures.problem(family, Split.TEST, seed);

      assertThat(again.question()).isEqualTo(first.question());
      assertThat(Worked.right(again, Worked.Manner.FULL, 5))
          .isEqualTo(Worked.right(first, Worked.Manner.FULL, 5));
    }
  }

  @ParameterizedTest
  @EnumSource(Family.class)
  void everySplitHoldsOnlyItsOwnQuestions(Family family) {
    for (Split split : Split.values()) {
      for (int seed = 0; seed < 200; seed++) {
        assertThat(Split.of(Miniatures.problem(family, split, seed).question())).isEqualTo(split);
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Family.class)
  void heldOutStructuresOccurInTestsAndNeverInTraining(Family family) {
    int held = 0;
    for (int seed = 0; seed < 500; seed++) {
      assertThat(Miniatures.problem(family, Split.TRAIN, seed).heldOut()).isFalse();
      held += Miniatures.problem(family, Split.TEST, seed).heldOut() ? 1 : 0;
    }

    assertThat(held).isBetween(20, 90);
  }

  @Test
  void idLeadsBackToItsProblem() {
    for (ProblemId id : ProblemId.distinct(Family.SVAMP, Split.VALIDATION, 20, 3)) {
      assertThat(ProblemId.of(id.toString())).isEqualTo(id);
    }
  }

  @Test
  void malformedIdIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ProblemId.of("mini-svamp/test/first"))
        .withMessageContaining("Invalid problem id 'mini-svamp/test/first'");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ProblemId.of("svamp/test/1"))
        .withMessageContaining("Invalid family 'svamp'");
  }
}
