package org.econspark.llm;

import java.io.Serializable;

/**
 * How the next token is drawn.
 *
 * @param temperature divides the logits; 0 means greedy
 * @param topP smallest probability mass to sample from, in (0, 1]; 1 keeps all tokens
 * @param topK number of most likely tokens to sample from; 0 keeps all tokens
 * @param repetitionPenalty divides positive and multiplies negative logits of tokens seen before
 *     (Keskar et al. 2019, CTRL); at least 1, where 1 means none
 */
public record SamplingControls(double temperature, double topP, int topK, double repetitionPenalty)
    implements Serializable {

  /** The most likely token each time. */
  public static final SamplingControls GREEDY = new SamplingControls(0, 1, 0, 1);

  public SamplingControls {
    if (!(temperature >= 0 && temperature <= 100)) {
      throw new IllegalArgumentException(
          "Invalid temperature " + temperature + ": expected 0 to 100");
    }
    if (!(topP > 0 && topP <= 1)) {
      throw new IllegalArgumentException("Invalid top-p " + topP + ": expected above 0, at most 1");
    }
    if (topK < 0) {
      throw new IllegalArgumentException("Invalid top-k " + topK + ": expected 0 or more");
    }
    if (!(repetitionPenalty >= 1 && repetitionPenalty <= 10)) {
      throw new IllegalArgumentException(
          "Invalid repetition penalty " + repetitionPenalty + ": expected 1 to 10");
    }
  }
}
