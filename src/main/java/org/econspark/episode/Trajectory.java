package org.econspark.episode;

import java.io.Serializable;
import java.util.List;

/**
 * A played episode as the learner needs it.
 *
 * @param problemId of the problem that was played
 * @param steps one for each round, at least one
 */
public record Trajectory(String problemId, List<PlayedStep> steps) implements Serializable {

  public Trajectory {
    steps = List.copyOf(steps);
    if (steps.isEmpty()) {
      throw new IllegalArgumentException(
          "Invalid trajectory of problem " + problemId + ": it has no steps");
    }
  }
}
