package org.econspark.report;

import org.econspark.evaluation.PairedComparison;

/**
 * One method on one benchmark in two runs, over the episodes that failed in neither.
 *
 * @param won wrong in the compared run, right in this one
 * @param lost right in the compared run, wrong in this one
 * @param delta accuracy here minus there, in [-1, 1]
 * @param deltaLow lower end of its 95 % interval
 * @param deltaHigh upper end of its 95 % interval
 * @param pValue see {@link PairedComparison}, not corrected
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
   * @param comparison this run first
   */
  public static FlipRow of(
      String benchmark,
      String method,
      long compared,
      long won,
      long lost,
      PairedComparison comparison) {
    return new FlipRow(
        benchmark,
        method,
        compared,
        won,
        lost,
        comparison.difference(),
        comparison.interval95().low(),
        comparison.interval95().high(),
        comparison.pValue());
  }
}
