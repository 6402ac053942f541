package org.econspark.episode;

import java.io.Serializable;
import java.util.List;

/**
 * One round of an episode as the learner needs it: what each agent saw, did and got.
 *
 * <p>Dimensions: N = executor agents, E = size of the text embeddings.
 *
 * @param observations one for each agent
 * @param actions one for each agent, in the order and units of the {@link ControlProfile}
 * @param candidates index of each agent's choice among its candidates, -1 where it has none
 * @param rewards shape (N), each in [0, 1]; 0 for a failed or invalid answer
 * @param teamReward of the commitment, in [0, 1]
 * @param commitment embedding of the commitment, shape (E); null if there was none
 */
public record PlayedStep(
    List<Observation> observations,
    List<float[]> actions,
    List<Integer> candidates,
    double[] rewards,
    double teamReward,
    float[] commitment)
    implements Serializable {

  public PlayedStep {
    observations = List.copyOf(observations);
    actions = List.copyOf(actions);
    candidates = List.copyOf(candidates);
    int agents = observations.size();
    if (actions.size() != agents || candidates.size() != agents || rewards.length != agents) {
      throw new IllegalArgumentException(
          "Invalid step: "
              + agents
              + " observations, "
              + actions.size()
              + " actions, "
              + candidates.size()
              + " candidates, "
              + rewards.length
              + " rewards; expected one of each for each agent");
    }
  }
}
