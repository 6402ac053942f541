package org.econspark.episode;

import java.io.Serializable;

/**
 * The controls that a policy chose for one agent.
 *
 * @param controls as sent to the model
 * @param action the same in the order and units of the {@link ControlProfile}, shape (controls)
 * @param candidate index of the chosen control among the policy's candidates; -1 for a policy
 *     without candidates
 * @param qValue the agent's own expectation Q_i(b_i, e_i) of its discounted reward
 */
public record Decision(PromptEmbedding controls, float[] action, int candidate, double qValue)
    implements Serializable {}
