package org.econspark.evaluation;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** Turns counts into figures with their uncertainty. */
public final class Summary {
  private Summary() {}

  /**
   * @param counts one entry for each benchmark and method
   * @param baseline method that differences are taken against; it need not be there
   * @return one row for each entry, in the same order
   */
  public static List<SummaryRow> of(List<MethodCounts> counts, String baseline) {
    Map<MethodCounts, Double> pValues = correctedPValues(counts, baseline);
    List<SummaryRow> rows = new ArrayList<>();
    for (MethodCounts c : counts) {
      rows.add(row(c, baseline, pValues.get(c)));
    }
    return rows;
  }

  private static SummaryRow row(MethodCounts c, String baseline, Double pValue) {
    long graded = c.episodes() - c.failed();
    Interval accuracy = graded == 0 ? null : WilsonInterval.of95(c.correct(), graded);
    boolean compared = isCompared(c, baseline);
    PairedDifference difference = compared ? PairedDifference.of(c.paired()) : null;
    return new SummaryRow(
        c.benchmark(),
        c.method(),
        c.episodes(),
        graded == 0 ? null : c.correct() / (double) graded,
        accuracy == null ? null : accuracy.low(),
        accuracy == null ? null : accuracy.high(),
        c.noAnswer() / (double) c.episodes(),
        c.failed() / (double) c.episodes(),
        c.tokens() / (double) c.episodes(),
        c.correct() == 0 ? null : c.tokens() / (double) c.correct(),
        c.calls() / (double) c.episodes(),
        c.costUsd(),
        c.seconds(),
        baseline,
        compared ? difference.difference() : null,
        compared ? difference.interval95().low() : null,
        compared ? difference.interval95().high() : null,
        pValue);
  }

  private static boolean isCompared(MethodCounts c, String baseline) {
    return c.paired().total() > 0 && !c.method().equals(baseline);
  }

  /** Holm's correction over the benchmarks, for each method by itself. */
  private static Map<MethodCounts, Double> correctedPValues(
      List<MethodCounts> counts, String baseline) {
    Map<MethodCounts, Double> corrected = new HashMap<>();
    for (String method : new TreeSet<>(counts.stream().map(MethodCounts::method).toList())) {
      List<MethodCounts> tested =
          counts.stream()
              .filter(c -> c.method().equals(method) && isCompared(c, baseline))
              .toList();
      double[] raw = tested.stream().mapToDouble(c -> McNemarTest.exactP(c.paired())).toArray();
      double[] adjusted = HolmCorrection.adjust(raw);
      for (int i = 0; i < tested.size(); i++) {
        corrected.put(tested.get(i), adjusted[i]);
      }
    }
    return corrected;
  }
}
