package org.econspark.reward;

import java.io.Serializable;

/**
 * What one agent's answer earned in one round, term by term; each in [0, 1] (paper section 3.3).
 *
 * @param actionLikelihood AL, nearness of the answer to the commitment
 * @param taskSpecific TS, score of the agent's own answer
 * @param collaborativeContribution CC, what the agent added to the outcome
 */
public record RewardTerms(
    double actionLikelihood, double taskSpecific, double collaborativeContribution)
    implements Serializable {

  /** Of a failed or invalid answer: a state of its own that earns nothing. */
  public static final RewardTerms NONE = new RewardTerms(0, 0, 0);
}
