package org.econspark.report;

import org.econspark.evaluation.McNemarTest;
import org.econspark.evaluation.PairedCounts;
import org.econspark.evaluation.PairedDifference;

/**
 * One method on one benchmark in two runs, over the episodes that failed in neither.
 *
 * @param won wrong in the compared run, right in this one
 * @param lost right in the compared run, wrong in this one
 * @param delta accuracy here minus there, in [-1, 1]
 * @param deltaLow lower end of its 95 % interval
 * @param deltaHigh upper end of its 95 % interval
 * @param pValue exact McNemar test, not corrected
 */
public record FlipRow(
    String benchmark,
    String method,
    long compared,
    long won,
    long lost,
    double delta,
    double deltaLow,
    double deltaHigh,
    double pValue) {

  /**
   * @param counts this run first, at least one item
   */
  public static FlipRow of(String benchmark, String method, PairedCounts counts) {
    PairedDifference difference = PairedDifference.of(counts);
    return new FlipRow(
        benchmark,
        method,
        counts.total(),
        counts.onlyFirst(),
        counts.onlySecond(),
        difference.difference(),
        difference.interval95().low(),
        difference.interval95().high(),
        McNemarTest.exactP(counts));
  }
}
