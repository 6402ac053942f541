package org.econspark.learning;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.List;
import org.econspark.episode.ControlProfile;
import org.econspark.episode.PlayedStep;
import org.econspark.episode.Trajectory;
import org.econspark.nn.BeliefInputs;
import org.econspark.nn.ControlScale;
import org.econspark.nn.PyTorchEngine;

/**
 * Episodes of a minibatch as arrays. Shorter episodes are padded with rounds of weight 0.
 *
 * <p>Dimensions: N = agents, B = episodes, S = rounds of the longest, R = B S, C = controls, E =
 * size of text embeddings.
 */
final class TrainingBatch {
  private final int agents;
  private final int episodes;
  private final int rounds;
  private final int embeddingSize;
  private final int controlCount;
  private final BeliefInputs inputs;
  private final float[] actions;
  private final float[] rewards;
  private final float[] teamRewards;
  private final float[] commitments;
  private final float[] weights;
  private final float[] commitmentWeights;
  private final float[] continues;
  private int played;

  private TrainingBatch(
      int agents, int episodes, int rounds, int embeddingSize, int controls, BeliefInputs inputs) {
    this.agents = agents;
    this.episodes = episodes;
    this.rounds = rounds;
    this.embeddingSize = embeddingSize;
    controlCount = controls;
    this.inputs = inputs;
    int rows = episodes * rounds;
    actions = new float[agents * rows * controls];
    rewards = new float[agents * rows];
    teamRewards = new float[rows];
    commitments = new float[rows * embeddingSize];
    weights = new float[rows];
    commitmentWeights = new float[rows];
    continues = new float[rows];
  }

  static TrainingBatch of(
      List<Trajectory> episodes, int agents, int embeddingSize, ControlProfile profile) {
    int rounds = episodes.stream().mapToInt(episode -> episode.steps().size()).max().orElseThrow();
    TrainingBatch batch =
        new TrainingBatch(
            agents,
            episodes.size(),
            rounds,
            embeddingSize,
            profile.size(),
            BeliefInputs.of(
                episodes.stream()
                    .map(episode -> episode.steps().stream().map(PlayedStep::observations).toList())
                    .toList(),
                agents,
                embeddingSize,
                profile));
    int committed = 0;
    for (int b = 0; b < episodes.size(); b++) {
      List<PlayedStep> steps = episodes.get(b).steps();
      for (int s = 0; s < steps.size(); s++) {
        batch.put(b * rounds + s, steps.get(s), profile);
        batch.continues[b * rounds + s] = s + 1 < steps.size() ? 1 : 0;
        batch.played++;
        committed += steps.get(s).commitment() == null ? 0 : 1;
      }
    }
    for (int row = 0; row < batch.weights.length; row++) {
      batch.weights[row] /= batch.played;
      batch.commitmentWeights[row] /= Math.max(1, committed);
    }
    return batch;
  }

  private void put(int row, PlayedStep step, ControlProfile profile) {
    int rows = episodes * rounds;
    for (int n = 0; n < agents; n++) {
      float[] unit = ControlScale.toUnit(profile, step.actions().get(n));
      System.arraycopy(unit, 0, actions, (n * rows + row) * controlCount, controlCount);
      rewards[n * rows + row] = (float) step.rewards()[n];
    }
    teamRewards[row] = (float) step.teamReward();
    weights[row] = 1;
    if (step.commitment() != null) {
      System.arraycopy(step.commitment(), 0, commitments, row * embeddingSize, embeddingSize);
      commitmentWeights[row] = 1;
    }
  }

  BeliefInputs inputs() {
    return inputs;
  }

  int agents() {
    return agents;
  }

  int episodes() {
    return episodes;
  }

  int rounds() {
    return rounds;
  }

  /** Rounds that were played, padding not counted. */
  int played() {
    return played;
  }

  /** Whether a round counts, in the order of the rows. */
  boolean counts(int row) {
    return weights[row] > 0;
  }

  /** Shape (N, R, C), in [-1, 1]. */
  NDArray actions(NDManager manager, DataType type) {
    return array(manager, type, actions, agents, (long) episodes * rounds, controlCount);
  }

  /** Shape (N, R). */
  NDArray rewards(NDManager manager, DataType type) {
    return array(manager, type, rewards, agents, (long) episodes * rounds);
  }

  /** Shape (R). */
  NDArray teamRewards(NDManager manager, DataType type) {
    return array(manager, type, teamRewards, (long) episodes * rounds);
  }

  /** Shape (R, E), zeros where there is none. */
  NDArray commitments(NDManager manager, DataType type) {
    return array(manager, type, commitments, (long) episodes * rounds, embeddingSize);
  }

  /** Shape (R): equal for the rounds that were played, 0 for padding, with sum 1. */
  NDArray weights(NDManager manager, DataType type) {
    return array(manager, type, weights, (long) episodes * rounds);
  }

  /** The same over the rounds that have a commitment. */
  NDArray commitmentWeights(NDManager manager, DataType type) {
    return array(manager, type, commitmentWeights, (long) episodes * rounds);
  }

  /** Shape (R): 1 where the episode has a next round. */
  NDArray continues(NDManager manager, DataType type) {
    return array(manager, type, continues, (long) episodes * rounds);
  }

  private static NDArray array(NDManager manager, DataType type, float[] values, long... shape) {
    return PyTorchEngine.create(manager, values, new Shape(shape), type);
  }
}
