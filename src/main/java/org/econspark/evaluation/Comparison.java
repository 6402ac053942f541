package org.econspark.evaluation;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Puts every method beside self-consistency at equal tokens and, where tokens were matched, beside
 * the matched method. Self-consistency is the common measure because any budget buys some of it.
 */
public final class Comparison {

  /** A method on a benchmark. */
  public record Cell(String benchmark, String method) {}

  /**
   * What a comparison is made from, all by benchmark and method.
   *
   * @param costs in the order of the rows, the pooled ones under {@link ComparisonRow#ALL} among
   *     them
   * @param obstacles why methods were not played
   * @param curves of self-consistency by benchmark; without the pooled one
   * @param againstVotes each method's attempts paired with the vote at equal tokens, pooled ones
   *     among them; none for the method of the curve itself
   * @param matched method whose tokens were matched; null without
   * @param againstMatched each method's attempts paired with the matched method's
   */
  public record Evidence(
      List<MethodCost> costs,
      Map<Cell, String> obstacles,
      Map<String, CostCurve> curves,
      Map<Cell, List<PairedAttempts>> againstVotes,
      String matched,
      Map<Cell, List<PairedAttempts>> againstMatched) {}

  private Comparison() {}

  /**
   * @param seed of the bootstrap
   */
  public static List<ComparisonRow> of(Evidence evidence, long seed) {
    Map<Cell, PairedComparison> votes = compared(evidence.againstVotes(), seed);
    Map<Cell, PairedComparison> matched = compared(evidence.againstMatched(), seed);
    Map<Cell, Double> votesP = corrected(votes);
    Map<Cell, Double> matchedP = corrected(matched);
    List<ComparisonRow> rows = new ArrayList<>();
    for (MethodCost cost : evidence.costs()) {
      Cell cell = new Cell(cost.benchmark(), cost.method());
      PairedComparison vote = votes.get(cell);
      PairedComparison match = matched.get(cell);
      CostCurve curve = evidence.curves().get(cost.benchmark());
      Equal equal = vote == null ? null : equal(evidence, cost);
      rows.add(
          new ComparisonRow(
              cost.benchmark(),
              cost.method(),
              null,
              cost.n(),
              cost.accuracy(),
              cost.tokensPerProblem(),
              cost.callsPerProblem(),
              equal == null ? null : equal.samples(),
              equal == null ? null : equal.tokens(),
              equal == null ? null : equal.accuracy(),
              vote == null ? null : vote.difference(),
              vote == null ? null : vote.interval95().low(),
              vote == null ? null : vote.interval95().high(),
              votesP.get(cell),
              vote == null ? null : reaches(evidence, cost),
              curve == null
                  ? null
                  : curve
                      .atAccuracy(cost.accuracy())
                      .map(CurvePoint::tokensPerProblem)
                      .orElse(null),
              evidence.matched(),
              match == null ? null : match.difference(),
              match == null ? null : match.interval95().low(),
              match == null ? null : match.interval95().high(),
              matchedP.get(cell)));
    }
    evidence
        .obstacles()
        .forEach(
            (cell, reason) ->
                rows.add(ComparisonRow.notPlayed(cell.benchmark(), cell.method(), reason)));
    return rows;
  }

  /** The vote at equal tokens: its samples (null for the pooled one), tokens and accuracy. */
  private record Equal(Integer samples, double tokens, double accuracy) {}

  private static Equal equal(Evidence evidence, MethodCost cost) {
    if (!cost.benchmark().equals(ComparisonRow.ALL)) {
      CurvePoint point = evidence.curves().get(cost.benchmark()).atTokens(cost.tokensPerProblem());
      return new Equal(point.samples(), point.tokensPerProblem(), point.accuracy());
    }
    double n = 0;
    double tokens = 0;
    double correct = 0;
    for (MethodCost own : evidence.costs()) {
      CostCurve curve = evidence.curves().get(own.benchmark());
      if (own.method().equals(cost.method()) && curve != null) {
        CurvePoint point = curve.atTokens(own.tokensPerProblem());
        n += own.n();
        tokens += own.n() * point.tokensPerProblem();
        correct += own.n() * point.accuracy();
      }
    }
    return new Equal(null, tokens / n, correct / n);
  }

  /** The pooled comparison is fair where every benchmark's is. */
  private static boolean reaches(Evidence evidence, MethodCost cost) {
    if (!cost.benchmark().equals(ComparisonRow.ALL)) {
      return evidence.curves().get(cost.benchmark()).reaches(cost.tokensPerProblem());
    }
    return evidence.costs().stream()
        .filter(c -> c.method().equals(cost.method()))
        .filter(c -> evidence.curves().containsKey(c.benchmark()))
        .allMatch(c -> evidence.curves().get(c.benchmark()).reaches(c.tokensPerProblem()));
  }

  private static Map<Cell, PairedComparison> compared(
      Map<Cell, List<PairedAttempts>> pairs, long seed) {
    Map<Cell, PairedComparison> compared = new LinkedHashMap<>();
    pairs.forEach(
        (cell, paired) -> compared.put(cell, PairedComparison.of(paired, seed ^ cell.hashCode())));
    return compared;
  }

  /** Holm's correction over the methods of each benchmark. */
  private static Map<Cell, Double> corrected(Map<Cell, PairedComparison> compared) {
    Map<Cell, Double> corrected = new LinkedHashMap<>();
    for (String benchmark : compared.keySet().stream().map(Cell::benchmark).distinct().toList()) {
      List<Cell> cells =
          compared.keySet().stream().filter(cell -> cell.benchmark().equals(benchmark)).toList();
      double[] adjusted =
          HolmCorrection.adjust(
              cells.stream().mapToDouble(cell -> compared.get(cell).pValue()).toArray());
      for (int i = 0; i < adjusted.length; i++) {
        corrected.put(cells.get(i), adjusted[i]);
      }
    }
    return corrected;
  }
}
