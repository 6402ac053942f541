package org.econspark.benchmark.miniature;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.econspark.benchmark.miniature.Worked.Manner;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Facts that hold for every structure of every family. */
class StructuresTest {
  private static final int DRAWS = 300;

  static Stream<Structure> structures() {
    return Arrays.stream(Family.values()).flatMap(f -> Miniatures.structures(f).stream());
  }

  private static MiniProblem draw(Structure structure, SplitMix64 random) {
    Optional<MiniProblem> problem = Optional.empty();
    while (problem.isEmpty()) {
      problem = structure.draw(random);
    }
    return problem.get();
  }

  @ParameterizedTest
  @MethodSource("structures")
  void rightSolutionsAreAcceptedAndHoldNoWrongEquation(Structure structure) {
    SplitMix64 random = new SplitMix64(11);
    for (int i = 0; i < DRAWS; i++) {
      MiniatureChecker checker = new MiniatureChecker(draw(structure, random));
      for (Manner manner : List.of(Manner.FULL, Manner.SHORT)) {
        String text = Worked.right(checker.problem(), manner, random.nextLong()).text();

        assertThat(MiniatureChecker.answer(text)).get().matches(checker::accepts);
        assertThat(checker.reason(text)).as(text).isEmpty();
      }
    }
  }

  @ParameterizedTest
  @MethodSource("structures")
  void spoiledSolutionsAreUsuallyWrong(Structure structure) {
    SplitMix64 random = new SplitMix64(12);
    int wrong = 0;
    for (int i = 0; i < DRAWS; i++) {
      MiniatureChecker checker = new MiniatureChecker(draw(structure, random));
      Worked spoiled = Worked.spoiled(checker, Manner.FULL, random.nextLong());
      wrong += checker.accepts(spoiled.answer()) ? 0 : 1;
    }

    assertThat(wrong).isGreaterThan(DRAWS * 8 / 10);
  }

  @ParameterizedTest
  @MethodSource("structures")
  void textsStayShortAndPlansHideTheAnswer(Structure structure) {
    SplitMix64 random = new SplitMix64(13);
    for (int i = 0; i < DRAWS; i++) {
      MiniProblem problem = draw(structure, random);
      Worked solution = Worked.right(problem, Manner.FULL, random.nextLong());

      assertThat(problem.question()).hasSizeLessThanOrEqualTo(700).doesNotContain("  ");
      assertThat(solution.text()).hasSizeLessThan(900);
      assertThat(problem.plan()).isNotEmpty();
      assertThat(String.join(", ", problem.plan())).hasSizeLessThanOrEqualTo(210);
      assertThat(problem.difficulty()).isBetween(1, 5);
      assertThat(problem.family()).isEqualTo(structure.family());
      assertThat(problem.heldOut()).isEqualTo(structure.heldOut());
    }
  }

  @ParameterizedTest
  @EnumSource(Family.class)
  void questionsHardlyRepeat(Family family) {
    Set<String> questions = new HashSet<>();
    for (int seed = 0; seed < 2_000; seed++) {
      questions.add(Split.normalised(Miniatures.problem(family, Split.TRAIN, seed).question()));
    }

    assertThat(questions).hasSizeGreaterThan(1_950);
  }

  @ParameterizedTest
  @EnumSource(Family.class)
  void aboutATenthOfTheTestWeightIsHeldOut(Family family) {
    double all = weight(family, false) + weight(family, true);

    assertThat(weight(family, true) / all).isBetween(0.06, 0.14);
  }

  private static double weight(Family family, boolean heldOut) {
    return Miniatures.structures(family).stream()
        .filter(structure -> structure.heldOut() == heldOut)
        .mapToDouble(Structure::weight)
        .sum();
  }

  @Test
  void namesAreUniqueWithinAFamily() {
    for (Family family : Family.values()) {
      assertThat(Miniatures.structures(family)).extracting(Structure::name).doesNotHaveDuplicates();
    }
  }
}
