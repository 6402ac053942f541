package org.econspark.benchmark.miniature;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.econspark.benchmark.miniature.TripFacts.Stay;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TripPlansTest {
  static List<Structure> structures() {
    return TripPlans.structures();
  }

  @ParameterizedTest
  @MethodSource("structures")
  void rightSolutionsKeepTheRulesAndAddUpRightly(Structure structure) {
    for (MiniProblem problem : StructureSamples.draw(structure, 300, 1)) {
      MiniatureChecker checker = new MiniatureChecker(problem);
      for (Worked worked : StructureSamples.right(problem)) {
        assertThat(checker.accepts(worked.answer())).as(problem.question()).isTrue();
        assertThat(Equations.firstCorrection(worked.text())).as(worked.text()).isEmpty();
        assertThat(worked.text()).hasSizeLessThan(900);
      }
      assertThat(problem.question()).hasSizeLessThan(700);
    }
  }

  @ParameterizedTest
  @MethodSource("structures")
  void everyFactOfTheTripStandsInTheQuestion(Structure structure) {
    for (MiniProblem problem : StructureSamples.draw(structure, 300, 2)) {
      TripFacts trip = problem.trip();
      for (Stay stay : trip.stays()) {
        assertThat(problem.question())
            .containsPattern(
                stay.city() + "\\D*" + stay.days() + " day\\D*" + stay.cost() + " euro");
      }
      assertThat(problem.question())
          .containsPattern("\\b" + trip.days() + "\\b")
          .containsPattern("\\b" + trip.budget() + "\\b");
      if (trip.required() != null) {
        assertThat(problem.question().split(trip.required(), -1)).hasSize(3);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("structures")
  void carefulSolutionsTryUpToFourChoicesThatFail(Structure structure) {
    long withTrials = 0;
    for (MiniProblem problem : StructureSamples.draw(structure, 300, 3)) {
      Worked careful = Worked.right(problem, Worked.Manner.FULL, problem.question().hashCode());
      long fails =
          careful.lines().stream()
              .filter(line -> line.contains(", not ") || line.contains(", over "))
              .count();
      assertThat(fails).isBetween(0L, 4L);
      withTrials += fails > 0 ? 1 : 0;
      assertThat(Worked.right(problem, Worked.Manner.SHORT, 5).lines()).hasSize(2);
    }
    assertThat(withTrials).isBetween(120L, 270L);
  }

  @ParameterizedTest
  @MethodSource("structures")
  void flawedSolutionsBreakARule(Structure structure) {
    assertThat(StructureSamples.wrongShare(StructureSamples.draw(structure, 300, 4)))
        .isEqualTo(1.0);
  }

  @Test
  void differentAnswersMayBeRight() {
    long several =
        structures().stream()
            .flatMap(structure -> StructureSamples.draw(structure, 100, 5).stream())
            .filter(
                problem ->
                    StructureSamples.right(problem).stream().map(Worked::answer).distinct().count()
                        > 1)
            .count();
    assertThat(several).isPositive();
  }
}
