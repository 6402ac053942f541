package org.econspark.rollout;

import org.econspark.benchmark.Grader;
import org.econspark.benchmark.Problem;

/**
 * A solution as far as it got: steps, each ended by a line end.
 *
 * @param depth number of steps
 */
record Solution(String text, int depth) {

  static final Solution START = new Solution("", 0);

  /** This solution and one step more. */
  Solution with(String step) {
    return new Solution(text + step.strip() + "\n", depth + 1);
  }

  /** Whether the final answer stands in it. */
  boolean finished(Problem problem, Grader grader) {
    // Loose graders read an answer out of any last number: only a stated one ends a solution.
    return problem.grader().startsWith("travelplanner")
        ? grader.extract(text).isPresent()
        : text.contains("\\boxed{");
  }
}
