package org.econspark.evaluation;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Whether a candidate may replace what is in use: its accuracy must not have fallen by more than
 * chance explains, and the upper bound of its distance from equilibrium must not have risen.
 */
public final class Gate {
  private static final double LEVEL = 0.05;

  private Gate() {}

  /**
   * One condition.
   *
   * @param name for people and machines
   * @param detail the figures that it was decided on
   */
  public record Check(String name, boolean passed, String detail) {}

  /**
   * The same problems under both, the candidate first.
   *
   * @param name benchmark and method
   */
  public record Compared(String name, List<PairedAttempts> attempts) {}

  /**
   * The accuracy has fallen where the 95 % interval of the paired difference over all problems lies
   * below 0, or where one benchmark's does so by the Holm-corrected test. Failing only on what is
   * proven keeps a gate that is asked every night from crying wolf; a slow decline shows in the
   * interval against an older run.
   *
   * @param compared at least one, each with problems
   * @param seed of the bootstrap
   */
  public static List<Check> accuracy(List<Compared> compared, long seed) {
    List<PairedAttempts> all = compared.stream().flatMap(c -> c.attempts().stream()).toList();
    PairedComparison pooled = PairedComparison.of(all, seed);
    List<Check> checks = new ArrayList<>();
    checks.add(
        new Check(
            "accuracy over all problems",
            pooled.interval95().high() >= 0,
            described(pooled, PairedAttempts.problems(all))));
    List<PairedComparison> each =
        compared.stream().map(c -> PairedComparison.of(c.attempts(), seed)).toList();
    double[] corrected =
        HolmCorrection.adjust(each.stream().mapToDouble(PairedComparison::pValue).toArray());
    for (int i = 0; i < each.size(); i++) {
      PairedComparison one = each.get(i);
      checks.add(
          new Check(
              "accuracy of " + compared.get(i).name(),
              one.difference() >= 0 || corrected[i] >= LEVEL,
              described(one, PairedAttempts.problems(compared.get(i).attempts()))
                  + String.format(Locale.ROOT, ", p (Holm) %.3f", corrected[i])));
    }
    return checks;
  }

  /**
   * @param candidateHigh upper end of the 95 % interval of the candidate's NashConv; null if it was
   *     not measured
   * @param currentHigh the same of what is in use; null if it was not measured
   */
  public static Check nashConv(Double candidateHigh, Double currentHigh) {
    String name = "upper bound of NashConv";
    if (currentHigh == null) {
      return new Check(
          name,
          true,
          candidateHigh == null
              ? "measured for neither"
              : String.format(Locale.ROOT, "%.4f; not measured for what is in use", candidateHigh));
    }
    if (candidateHigh == null) {
      return new Check(
          name,
          false,
          String.format(
              Locale.ROOT, "not measured for the candidate, %.4f for what is in use", currentHigh));
    }
    return new Check(
        name,
        candidateHigh <= currentHigh,
        String.format(Locale.ROOT, "%.4f against %.4f", candidateHigh, currentHigh));
  }

  private static String described(PairedComparison compared, long problems) {
    return String.format(
        Locale.ROOT,
        "%+.1f points, 95 %% interval %+.1f to %+.1f, %d problems",
        100 * compared.difference(),
        100 * compared.interval95().low(),
        100 * compared.interval95().high(),
        problems);
  }
}
