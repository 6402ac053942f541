package org.econspark.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.data.Offset.offset;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.econspark.evaluation.Comparison.Cell;
import org.junit.jupiter.api.Test;

class ComparisonTest {
  private static final CostCurve CURVE =
      new CostCurve(
          List.of(
              new CurvePoint("b", "self-consistency", 1, 100, 0.60, 100),
              new CurvePoint("b", "self-consistency", 2, 100, 0.60, 200),
              new CurvePoint("b", "self-consistency", 3, 100, 0.70, 300)));

  private static MethodCost cost(String method, long correct, long tokens, double agents) {
    return new MethodCost("b", method, 100, correct, tokens * 100, 500, agents);
  }

  private static ComparisonRow row(MethodCost cost, int onlyMethod, int onlyVote) {
    Map<Cell, List<PairedAttempts>> pairs = new LinkedHashMap<>();
    pairs.put(
        new Cell("b", cost.method()),
        List.of(
            new PairedAttempts(1, 1, 0, onlyMethod),
            new PairedAttempts(1, 0, 1, onlyVote),
            new PairedAttempts(1, 1, 1, 100 - onlyMethod - onlyVote)));
    return Comparison.of(
            new Comparison.Evidence(
                List.of(cost), Map.of(), Map.of("b", CURVE), pairs, null, Map.of()),
            1)
        .get(0);
  }

  @Test
  void voteAtEqualTokensIsTheLeastThatCostsAsMuch() {
    ComparisonRow row = row(cost("econ", 65, 201, 3), 8, 2);

    assertThat(row.equalSamples()).isEqualTo(3);
    assertThat(row.equalTokens()).isEqualTo(300);
    assertThat(row.reachesTokens()).isTrue();
    assertThat(row.delta()).isCloseTo(0.06, offset(1e-9));
    assertThat(row.pValue())
        .isCloseTo(McNemarTest.exactP(new PairedCounts(90, 8, 2, 0)), offset(1e-12));
    assertThat(row(cost("econ", 65, 200, 3), 8, 2).equalSamples()).isEqualTo(2);
  }

  @Test
  void budgetBeyondTheSamplesDrawnIsSaid() {
    ComparisonRow row = row(cost("econ", 65, 301, 3), 8, 2);

    assertThat(row.equalSamples()).isEqualTo(3);
    assertThat(row.reachesTokens()).isFalse();
    assertThat(
            ComparisonTable.render(
                new ComparisonReport(
                    List.of(row), CURVE.points(), List.of(), List.of(), List.of())))
        .contains("300 (less)");
  }

  @Test
  void tokensAtEqualAccuracyAreThoseOfTheLeastVoteThatReachesIt() {
    assertThat(row(cost("econ", 65, 201, 3), 8, 2).tokensAtEqualAccuracy()).isEqualTo(300);
    assertThat(row(cost("econ", 60, 201, 3), 8, 2).tokensAtEqualAccuracy()).isEqualTo(100);
    assertThat(row(cost("econ", 71, 201, 3), 8, 2).tokensAtEqualAccuracy()).isNull();
  }

  @Test
  void methodThatWasNotPlayedHasNoFigures() {
    List<ComparisonRow> rows =
        Comparison.of(
            new Comparison.Evidence(
                List.of(),
                Map.of(new Cell("b", "react"), "no tools"),
                Map.of(),
                Map.of(),
                null,
                Map.of()),
            1);

    assertThat(rows).hasSize(1);
    assertThat(rows.get(0).accuracy()).isNull();
    assertThat(
            ComparisonTable.render(
                new ComparisonReport(rows, List.of(), List.of(), List.of(), List.of())))
        .contains("n/a")
        .contains("react: n/a, no tools.");
  }

  @Test
  void growthIsALineThroughTheSizesOfAMethod() {
    List<MethodCost> costs =
        List.of(
            all("econ", 3, 500, 1000),
            all("econ@n4", 4, 600, 1200),
            all("econ@n9", 9, 1100, 2200),
            all("debate", 3, 600, 900),
            all("debate@hot", 3, 600, 900),
            all("debate@a4", 4, 600, 900));

    List<GrowthRow> growth = GrowthRow.of(costs);

    assertThat(growth).hasSize(1);
    assertThat(growth.get(0).method()).isEqualTo("econ");
    assertThat(growth.get(0).calls().slope()).isCloseTo(1, offset(1e-9));
    assertThat(growth.get(0).tokens().slope()).isCloseTo(2, offset(1e-9));
    assertThat(growth.get(0).tokens().rSquared()).isCloseTo(1, offset(1e-9));
  }

  private static MethodCost all(String method, int agents, long calls, long tokens) {
    return new MethodCost(ComparisonRow.ALL, method, 100, 50, tokens, calls, agents);
  }

  @Test
  void lineNeedsThreePoints() {
    assertThatThrownBy(() -> LinearFit.of(List.of(1.0, 2.0), List.of(1.0, 2.0)))
        .hasMessageContaining("at least 3");
    LinearFit quadratic = LinearFit.of(List.of(0.0, 1.0, 2.0), List.of(0.0, 1.0, 4.0));
    assertThat(quadratic.slope()).isCloseTo(2, offset(1e-12));
    assertThat(quadratic.rSquared()).isCloseTo(12 / 13.0, offset(1e-12));
  }

  @Test
  void jsonLinesSayWhatTheyAre() {
    String json =
        ComparisonJson.render(
            new ComparisonReport(
                List.of(row(cost("econ", 65, 201, 3), 8, 2)),
                CURVE.points(),
                List.of(),
                List.of(),
                List.of()));

    assertThat(json.lines()).hasSize(4);
    assertThat(json.lines().findFirst().orElseThrow())
        .startsWith("{\"table\":\"comparison\"")
        .contains("\"equal_samples\":3");
  }
}
