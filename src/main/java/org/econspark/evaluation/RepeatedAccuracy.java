package org.econspark.evaluation;

import java.util.List;

/**
 * Accuracy over problems that were tried several times. Attempts at one problem are alike, so they
 * count as a cluster: more repeats sharpen the figure less than more problems do.
 *
 * <p>Source: Miller 2024, "Adding error bars to evals" (arXiv 2411.00640), section 2.2, for the
 * clustered standard error; Korn and Graubard 1998 for an interval from the effective number of
 * independent trials.
 *
 * @param accuracy right attempts among all, in [0, 1]
 * @param standardError clustered by problem; null for a single problem
 * @param interval95 Wilson's, with the effective number of independent attempts
 */
public record RepeatedAccuracy(double accuracy, Double standardError, Interval interval95) {
  /**
   * @throws IllegalArgumentException if there are no attempts
   */
  public static RepeatedAccuracy of(List<Attempts> attempts) {
    if (attempts.isEmpty()) {
      throw new IllegalArgumentException("Cannot compute the accuracy of 0 attempts");
    }
    double all = 0;
    double correct = 0;
    double problems = 0;
    for (Attempts a : attempts) {
      all += (double) a.graded() * a.problems();
      correct += (double) a.correct() * a.problems();
      problems += a.problems();
    }
    double accuracy = correct / all;
    double squares = 0;
    for (Attempts a : attempts) {
      double residual = a.correct() - accuracy * a.graded();
      squares += residual * residual * a.problems();
    }
    Double error = problems < 2 ? null : Math.sqrt(squares * problems / (problems - 1)) / all;
    boolean single = attempts.stream().allMatch(a -> a.graded() == 1);
    double independent = single ? all : effective(accuracy, error, problems, all);
    return new RepeatedAccuracy(accuracy, error, WilsonInterval.of95(accuracy, independent));
  }

  /**
   * The number of independent trials that would have this standard error: at least the problems, at
   * most the attempts.
   */
  static double effective(double accuracy, Double error, double problems, double attempts) {
    if (error == null || error == 0) {
      return problems;
    }
    double trials = accuracy * (1 - accuracy) / (error * error);
    return Math.min(attempts, Math.max(problems, trials));
  }
}
