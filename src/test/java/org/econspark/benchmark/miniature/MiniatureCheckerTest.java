package org.econspark.benchmark.miniature;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.econspark.benchmark.miniature.MiniProblem.Solution;
import org.econspark.benchmark.miniature.TripFacts.Stay;
import org.junit.jupiter.api.Test;

class MiniatureCheckerTest {
  private static final TripFacts TRIP =
      new TripFacts(
          List.of(
              new Stay("Rome", 3, 300),
              new Stay("Oslo", 2, 250),
              new Stay("Lima", 4, 100),
              new Stay("Cairo", 2, 90)),
          5,
          500,
          2,
          "Rome");

  private static MiniatureChecker answering(String gold) {
    return new MiniatureChecker(
        new MiniProblem(
            Family.MATH, "sample", false, 1, "?", List.of("add"), d -> solved(d, gold), null));
  }

  private static Solution solved(Derivation derivation, String gold) {
    return new Solution(List.of(derivation.add(40, 5).text() + "."), gold);
  }

  private static MiniatureChecker trip() {
    return new MiniatureChecker(
        new MiniProblem(
            Family.TRAVELPLANNER,
            "sample",
            false,
            1,
            "?",
            List.of("choose"),
            d -> new Solution(List.of(), "Rome, Cairo"),
            TRIP));
  }

  @Test
  void lastBoxWhoseBracesBalanceCounts() {
    assertThat(MiniatureChecker.answer("\\boxed{1} then \\boxed{-\\frac{3}{4}} and \\boxed{2"))
        .contains("-\\frac{3}{4}");
    assertThat(MiniatureChecker.answer("no box")).isEmpty();
    assertThat(MiniatureChecker.answer("\\boxed{open")).isEmpty();
  }

  @Test
  void fractionsAreComparedInLowestTerms() {
    MiniatureChecker checker = answering("-\\frac{3}{4}");

    assertThat(checker.accepts("\\frac{-6}{8}")).isTrue();
    assertThat(checker.accepts("\\dfrac{6}{-8}")).isTrue();
    assertThat(checker.accepts("\\frac{3}{4}")).isFalse();
    assertThat(checker.accepts("-\\frac{3}{0}")).isFalse();
    assertThat(checker.voteKey("\\frac{-6}{8}")).isEqualTo("-\\frac{3}{4}");
    assertThat(answering("2").accepts("\\frac{8}{4}")).isTrue();
  }

  @Test
  void tripIsRightWhenEveryRuleHolds() {
    assertThat(trip().accepts("Cairo, Rome")).isTrue();
    assertThat(trip().voteKey("Rome, Cairo")).isEqualTo("Cairo, Rome");
  }

  @Test
  void brokenRuleOfATripIsNamed() {
    assertThat(trip().reason("\\boxed{Rome, Atlantis}")).contains("unknown city");
    assertThat(trip().reason("\\boxed{Rome}")).contains("not 2 cities");
    assertThat(trip().reason("\\boxed{Rome, Rome}")).contains("not 2 cities");
    assertThat(trip().reason("\\boxed{Oslo, Lima}")).contains("Rome is missing");
    assertThat(trip().reason("\\boxed{Rome, Lima}")).contains("3+4=7 days");
    assertThat(trip().reason("\\boxed{Rome, Oslo}")).contains("cost 550");
    assertThat(trip().reason("\\boxed{Rome, Cairo}")).isEmpty();
  }

  @Test
  void reasonIsTheFirstWrongEquation() {
    assertThat(answering("45").reason("40+5=46.\n46*2=93.")).contains("40+5=45");
  }

  @Test
  void reasonIsTheCalculationThatNoRightSolutionDoes() {
    assertThat(answering("45").reason("40-5=35.\n\\boxed{35}")).contains("not 40-5");
    assertThat(answering("45").reason("40+5=45.\n\\boxed{45}")).isEmpty();
  }
}
