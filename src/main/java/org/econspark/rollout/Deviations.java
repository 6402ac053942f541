package org.econspark.rollout;

import java.io.Serializable;
import java.util.List;
import org.econspark.episode.PromptEmbedding;

/**
 * What each agent got on one problem, and what it would have got by answering with other controls
 * while the other agents' answers stay as they are.
 *
 * <p>Dimensions: N = executor agents, M = candidate controls.
 *
 * @param problem benchmark and problem id
 * @param sample index of the independent attempt at the problem
 * @param obtained shape (N), reward of each agent as played
 * @param deviated shape (N, M), reward of agent i had it alone chosen its candidate u
 * @param played controls of each agent as played
 * @param criticGaps shape (N), how much more each agent's critic expects of its best candidate than
 *     of what it played, at least 0; null without a critic
 */
public record Deviations(
    String problem,
    int sample,
    double[] obtained,
    double[][] deviated,
    List<PromptEmbedding> played,
    double[] criticGaps)
    implements Serializable {}
