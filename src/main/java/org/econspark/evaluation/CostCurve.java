package org.econspark.evaluation;

import java.util.List;
import java.util.Optional;

/**
 * Accuracy of self-consistency against its tokens on one benchmark.
 *
 * @param points for 1, 2, ... samples
 */
public record CostCurve(List<CurvePoint> points) {

  public CostCurve {
    points = List.copyOf(points);
    if (points.isEmpty()) {
      throw new IllegalArgumentException("Invalid cost curve: it has no points");
    }
  }

  /** The fewest samples that cost at least that much; all of them if none do. */
  public CurvePoint atTokens(double tokens) {
    return points.stream()
        .filter(point -> point.tokensPerProblem() >= tokens)
        .findFirst()
        .orElse(points.get(points.size() - 1));
  }

  /** Whether the samples drawn cost at least that much. */
  public boolean reaches(double tokens) {
    return points.get(points.size() - 1).tokensPerProblem() >= tokens;
  }

  /** The fewest samples whose vote is at least that accurate. */
  public Optional<CurvePoint> atAccuracy(double accuracy) {
    return points.stream().filter(point -> point.accuracy() >= accuracy).findFirst();
  }
}
