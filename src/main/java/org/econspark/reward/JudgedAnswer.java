package org.econspark.reward;

/**
 * One agent's answer with all that its reward depends on.
 *
 * @param embedding of the whole text, Euclidean length 1
 * @param voteKey equal for answers of the same value; null if no answer could be read
 * @param score of the answer in [0, 1], by the grader or the coordinator
 */
public record JudgedAnswer(float[] embedding, String voteKey, double score) {

  /** Whether it counts as an answer; anything else earns nothing. */
  boolean valid() {
    return voteKey != null;
  }
}
