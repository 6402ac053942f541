package org.econspark.nn;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.List;
import org.econspark.episode.ControlProfile;
import org.econspark.episode.Observation;

/**
 * Observations as arrays. Each round of an episode is a short sequence of tokens: question,
 * strategy and, once any episode of the batch has history, the agent's own last answer, the last
 * commitment and its last controls. What is missing is masked; an answer that failed is there, and
 * marked.
 *
 * <p>Dimensions: N = executor agents, B = episodes, S = rounds of the longest one, R = B S, T =
 * texts (2 or 4), L = tokens (2 or 5), E = size of the text embeddings, C = controls.
 */
public final class BeliefInputs {
  static final int ANSWER = 2;
  static final int CONTROLS = 4;
  private static final double MASKED = -1e9;

  private final int agents;
  private final int episodes;
  private final int rounds;
  private final int embeddingSize;
  private final int texts;
  private final int tokens;
  private final int controlCount;
  private final float[] embeddings;
  private final float[] controls;
  private final boolean[] present;
  private final boolean[] failed;

  private BeliefInputs(
      int agents, int episodes, int rounds, int embeddingSize, int controlCount, boolean history) {
    this.agents = agents;
    this.episodes = episodes;
    this.rounds = rounds;
    this.embeddingSize = embeddingSize;
    this.controlCount = controlCount;
    texts = history ? 4 : 2;
    tokens = history ? 5 : 2;
    int rows = agents * episodes * rounds;
    embeddings = new float[rows * texts * embeddingSize];
    controls = new float[rows * controlCount];
    present = new boolean[rows * tokens];
    failed = new boolean[rows];
  }

  /**
   * @param episodes for each episode and round, one observation for each agent
   * @throws IllegalArgumentException if an embedding or the number of agents is not as expected
   */
  public static BeliefInputs of(
      List<List<List<Observation>>> episodes,
      int agents,
      int embeddingSize,
      ControlProfile profile) {
    int rounds = 0;
    boolean history = false;
    for (List<List<Observation>> episode : episodes) {
      rounds = Math.max(rounds, episode.size());
      for (List<Observation> round : episode) {
        if (round.size() != agents) {
          throw new IllegalArgumentException(
              "Invalid observations: found "
                  + round.size()
                  + ", expected one for each of the "
                  + agents
                  + " agents");
        }
        history |= round.stream().anyMatch(observation -> !observation.history().isEmpty());
      }
    }
    BeliefInputs inputs =
        new BeliefInputs(agents, episodes.size(), rounds, embeddingSize, profile.size(), history);
    for (int b = 0; b < episodes.size(); b++) {
      for (int s = 0; s < episodes.get(b).size(); s++) {
        for (int n = 0; n < agents; n++) {
          inputs.put(
              (n * episodes.size() + b) * rounds + s, episodes.get(b).get(s).get(n), profile);
        }
      }
      // Rounds after an episode's end only need something to attend to.
      for (int s = episodes.get(b).size(); s < rounds; s++) {
        for (int n = 0; n < agents; n++) {
          int row = (n * episodes.size() + b) * rounds + s;
          inputs.present[row * inputs.tokens] = true;
        }
      }
    }
    return inputs;
  }

  private void put(int row, Observation observation, ControlProfile profile) {
    text(row, 0, observation.question());
    text(row, 1, observation.strategy());
    if (observation.question() == null) {
      throw new IllegalArgumentException("Invalid observation: it has no question");
    }
    if (observation.history().isEmpty()) {
      return;
    }
    Observation.Round last = observation.history().get(observation.history().size() - 1);
    text(row, ANSWER, last.answer());
    text(row, 3, last.commitment());
    if (last.answer() == null) {
      present[row * tokens + ANSWER] = true;
      failed[row] = true;
    }
    float[] scaled = ControlScale.toUnit(profile, profile.toAction(last.controls()));
    System.arraycopy(scaled, 0, controls, row * controlCount, controlCount);
    present[row * tokens + CONTROLS] = true;
  }

  private void text(int row, int slot, float[] embedding) {
    if (embedding == null) {
      return;
    }
    if (embedding.length != embeddingSize) {
      throw new IllegalArgumentException(
          "Invalid text embedding: length "
              + embedding.length
              + ", expected "
              + embeddingSize
              + ", the length that the networks were made for");
    }
    System.arraycopy(embedding, 0, embeddings, (row * texts + slot) * embeddingSize, embeddingSize);
    present[row * tokens + slot] = true;
  }

  int rows() {
    return episodes * rounds;
  }

  int episodes() {
    return episodes;
  }

  int rounds() {
    return rounds;
  }

  int texts() {
    return texts;
  }

  int tokens() {
    return tokens;
  }

  boolean hasHistory() {
    return tokens > 2;
  }

  /** Shape (N, R T, E). */
  NDArray embeddings(NDManager manager, DataType type) {
    return PyTorchEngine.create(
        manager, embeddings, new Shape(agents, (long) rows() * texts, embeddingSize), type);
  }

  /** Last controls in [-1, 1]; shape (N, R, C). */
  NDArray controls(NDManager manager, DataType type) {
    return PyTorchEngine.create(manager, controls, new Shape(agents, rows(), controlCount), type);
  }

  /** To be added to attention scores; shape (N R, 1, 1, L); null where every token is present. */
  NDArray mask(NDManager manager, DataType type) {
    float[] mask = new float[present.length];
    boolean any = false;
    for (int i = 0; i < mask.length; i++) {
      mask[i] = present[i] ? 0 : (float) MASKED;
      any |= !present[i];
    }
    return any
        ? PyTorchEngine.create(manager, mask, new Shape((long) agents * rows(), 1, 1, tokens), type)
        : null;
  }

  /** Weights of the mean over present tokens; shape (N, R, L, 1). */
  NDArray pooling(NDManager manager, DataType type) {
    float[] weights = new float[present.length];
    for (int row = 0; row < failed.length; row++) {
      int count = 0;
      for (int k = 0; k < tokens; k++) {
        count += present[row * tokens + k] ? 1 : 0;
      }
      for (int k = 0; k < tokens; k++) {
        weights[row * tokens + k] = present[row * tokens + k] ? 1f / count : 0;
      }
    }
    return PyTorchEngine.create(manager, weights, new Shape(agents, rows(), tokens, 1), type);
  }

  /** One at the answers that failed; shape (N, R, L, 1); null where none did. */
  NDArray failures(NDManager manager, DataType type) {
    float[] marks = new float[present.length];
    boolean any = false;
    for (int row = 0; row < failed.length; row++) {
      if (failed[row]) {
        marks[row * tokens + ANSWER] = 1;
        any = true;
      }
    }
    return any
        ? PyTorchEngine.create(manager, marks, new Shape(agents, rows(), tokens, 1), type)
        : null;
  }
}
