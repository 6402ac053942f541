package org.econspark.evaluation;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/** Turns counts into figures with their uncertainty. */
public final class Summary {
  private Summary() {}

  /**
   * @param counts one entry for each benchmark and method
   * @param passAtK what several attempts are worth; empty where problems were tried once
   * @param baseline method that differences are taken against; it need not be there
   * @param seed of the bootstrap
   * @return one row for each entry, in the same order
   */
  public static List<SummaryRow> of(
      List<MethodCounts> counts, List<PassAtKRow> passAtK, String baseline, long seed) {
    Map<MethodCounts, PairedComparison> comparisons = new HashMap<>();
    for (MethodCounts c : counts) {
      if (!c.paired().isEmpty() && !c.method().equals(baseline)) {
        long own = seed ^ (31L * c.benchmark().hashCode() + c.method().hashCode());
        comparisons.put(c, PairedComparison.of(c.paired(), own));
      }
    }
    Map<MethodCounts, Double> pValues = corrected(counts, comparisons);
    List<SummaryRow> rows = new ArrayList<>();
    for (MethodCounts c : counts) {
      Optional<PassAtKRow> all =
          passAtK.stream()
              .filter(
                  row ->
                      row.benchmark().equals(c.benchmark())
                          && row.method().equals(c.method())
                          && row.k() == c.repeats())
              .findFirst();
      rows.add(row(c, baseline, comparisons.get(c), pValues.get(c), all.orElse(null)));
    }
    return rows;
  }

  private static SummaryRow row(
      MethodCounts c,
      String baseline,
      PairedComparison compared,
      Double pValue,
      PassAtKRow passAtK) {
    RepeatedAccuracy accuracy = c.graded() == 0 ? null : RepeatedAccuracy.of(c.attempts());
    return new SummaryRow(
        c.benchmark(),
        c.method(),
        c.episodes(),
        accuracy == null ? null : accuracy.accuracy(),
        accuracy == null ? null : accuracy.interval95().low(),
        accuracy == null ? null : accuracy.interval95().high(),
        c.noAnswer() / (double) c.episodes(),
        c.failed() / (double) c.episodes(),
        c.tokens() / (double) c.episodes(),
        c.correct() == 0 ? null : c.tokens() / (double) c.correct(),
        c.calls() / (double) c.episodes(),
        c.costUsd(),
        c.seconds(),
        baseline,
        compared == null ? null : compared.difference(),
        compared == null ? null : compared.interval95().low(),
        compared == null ? null : compared.interval95().high(),
        pValue,
        c.problems(),
        c.repeats(),
        accuracy == null ? null : accuracy.standardError(),
        accuracy == null ? null : c.correctStrict() / (double) c.graded(),
        accuracy == null ? null : meanOverProblems(c),
        passAtK == null ? null : passAtK.passAtK(),
        passAtK == null ? null : passAtK.majorityAtK(),
        accuracy == null ? null : c.solvable() / (double) c.problems(),
        compared == null ? null : compared.bootstrap95().low(),
        compared == null ? null : compared.bootstrap95().high(),
        compared == null ? null : compared.pValue(),
        compared == null ? null : compared.problemsNeeded());
  }

  private static double meanOverProblems(MethodCounts c) {
    double sum =
        c.attempts().stream()
            .mapToDouble(a -> (double) a.correct() / a.graded() * a.problems())
            .sum();
    return sum / c.problems();
  }

  /** Holm's correction over the benchmarks, for each method by itself. */
  private static Map<MethodCounts, Double> corrected(
      List<MethodCounts> counts, Map<MethodCounts, PairedComparison> comparisons) {
    Map<MethodCounts, Double> corrected = new HashMap<>();
    for (String method : new TreeSet<>(counts.stream().map(MethodCounts::method).toList())) {
      List<MethodCounts> tested =
          counts.stream()
              .filter(c -> c.method().equals(method) && comparisons.containsKey(c))
              .toList();
      double[] raw = tested.stream().mapToDouble(c -> comparisons.get(c).pValue()).toArray();
      double[] adjusted = HolmCorrection.adjust(raw);
      for (int i = 0; i < tested.size(); i++) {
        corrected.put(tested.get(i), adjusted[i]);
      }
    }
    return corrected;
  }
}
