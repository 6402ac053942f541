package org.econspark.episode;

import java.io.Serializable;
import java.util.List;

/**
 * What one executor agent knows when it chooses its controls; its Bayesian type is the history
 * (paper section 3). It never holds another executor's output.
 *
 * <p>Dimensions: E = size of the text embeddings, the same for all of them.
 *
 * @param question embedding of the question, shape (E)
 * @param strategy embedding of the coordinator's strategy, shape (E); null where there is none
 * @param history earlier rounds of this episode, oldest first; empty before the first answer
 */
public record Observation(float[] question, float[] strategy, List<Round> history)
    implements Serializable {

  public Observation {
    history = List.copyOf(history);
  }

  /**
   * One round that the agent has been through.
   *
   * @param controls that it answered with
   * @param answer embedding of its own answer, shape (E); null if the call failed
   * @param commitment embedding of the coordinator's commitment, shape (E); null if there was none
   */
  public record Round(PromptEmbedding controls, float[] answer, float[] commitment)
      implements Serializable {}
}
