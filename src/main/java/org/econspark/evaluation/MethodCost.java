package org.econspark.evaluation;

/**
 * What one method came to on one benchmark; sums over the episodes that did not fail.
 *
 * @param agents executor agents of an episode, mean
 */
public record MethodCost(
    String benchmark, String method, long n, long correct, long tokens, long calls, double agents) {

  double accuracy() {
    return correct / (double) n;
  }

  double tokensPerProblem() {
    return tokens / (double) n;
  }

  double callsPerProblem() {
    return calls / (double) n;
  }
}
