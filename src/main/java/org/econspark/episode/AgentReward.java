package org.econspark.episode;

import java.io.Serializable;

/**
 * What one agent expected of its answer and what it earned; all but {@code qValue} in [0, 1].
 *
 * @param qValue Q_i of the controls played, reward units; null where no policy played
 * @param reward r_i, weighted sum of the terms
 * @param actionLikelihood AL
 * @param taskSpecific TS
 * @param collaborativeContribution CC
 */
public record AgentReward(
    Double qValue,
    double reward,
    double actionLikelihood,
    double taskSpecific,
    double collaborativeContribution)
    implements Serializable {}
