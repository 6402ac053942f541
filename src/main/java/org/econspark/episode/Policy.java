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

  /**
   * What the critics expect of controls, to compare with what is chosen.
   *
   * @param perAgent one observation for each agent, in agent order
   * @param controls as many for each agent
   * @return local values Q_i(b_i, e_i), shape (agents, controls), in reward units
   */
  double[][] values(List<Observation> perAgent, List<List<PromptEmbedding>> controls);

  /** Version of the weights that it plays with; rises with every update. */
  int weightsVersion();

  @Override
  void close();
}
