package org.econspark.rollout;

import java.io.Serializable;
import java.util.List;
import org.econspark.agent.WorkedExample;

/**
 * What a run prepares for one benchmark before it plays; shipped from the driver to the tasks.
 *
 * @param examples solved questions of the train split
 * @param budget tokens that sampling methods may spend on a problem, in units of what {@code cot}
 *     spends on one; NaN where they draw as many samples as their settings say
 */
public record BenchmarkMaterial(List<WorkedExample> examples, double budget)
    implements Serializable {

  /** No examples, no budget. */
  public static BenchmarkMaterial none() {
    return new BenchmarkMaterial(List.of(), Double.NaN);
  }

  /**
   * Samples to draw: the least number that costs at least the budget, or the number from the
   * settings.
   *
   * @param cost of one sample, in units of what {@code cot} spends on a problem
   */
  int samples(int fromSettings, double cost) {
    return Double.isNaN(budget) ? fromSettings : (int) Math.max(1, Math.ceil(budget / cost));
  }
}
