package org.econspark.episode;

import java.io.Serializable;

/**
 * What an episode holds for learning and about what was learned.
 *
 * @param weightsVersion of the policy that played; null for fixed controls
 * @param reward mean over the agents in the round that counts, with its terms
 * @param trajectory all rounds as the learner reads them; null for fixed controls
 */
public record Learning(Integer weightsVersion, AgentReward reward, Trajectory trajectory)
    implements Serializable {}
