package org.econspark.episode;

import java.util.List;

/**
 * Chooses the sampling controls of all executor agents, each from its own observation alone. Safe
 * for several threads; the same observations, mode and seed give the same decisions.
 */
public interface Policy extends AutoCloseable {

  /**
   * @param perAgent one observation for each agent, in agent order
   * @param explore whether to play as in training, with exploration, or as in evaluation
   * @param seed of every random number of this call
   * @return one decision for each agent, in agent order
   */
  List<Decision> decide(List<Observation> perAgent, boolean explore, long seed);

  /** Version of the weights that it plays with; rises with every update. */
  int weightsVersion();

  @Override
  void close();
}
