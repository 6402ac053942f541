package org.econspark.evaluation;

import java.io.Serializable;
import java.util.List;

/**
 * What one executor agent adds to a method's outcome: accuracy with it minus accuracy without it,
 * over all benchmarks; a row of the table {@code credit}.
 *
 * @param outcome {@code vote} over the agents' answers, or {@code commitment} merged again
 * @param agent index of the agent
 * @param accuracy of the agent's own answers; null for a commitment
 * @param credit accuracy with the agent minus without
 * @param creditLow lower end of its 95 % interval
 * @param creditHigh upper end of its 95 % interval
 */
public record CreditRow(
    String method,
    String outcome,
    int agent,
    long n,
    Double accuracy,
    double credit,
    double creditLow,
    double creditHigh)
    implements Serializable {

  /**
   * @param paired outcomes with the agent, then without
   * @param seed of the bootstrap
   */
  public static CreditRow of(
      String method,
      String outcome,
      int agent,
      Double accuracy,
      List<PairedAttempts> paired,
      long seed) {
    PairedComparison compared = PairedComparison.of(paired, seed ^ (method.hashCode() + agent));
    return new CreditRow(
        method,
        outcome,
        agent,
        paired.stream().mapToLong(p -> p.pairs() * p.problems()).sum(),
        accuracy,
        compared.difference(),
        compared.interval95().low(),
        compared.interval95().high());
  }
}
