package org.econspark.learning;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.econspark.config.Settings.LearningSettings;
import org.econspark.nn.PyTorchEngine;
import org.econspark.nn.TensorLayout;

/**
 * The numbers that learning changes: parameters, target networks, the policy that plays, and the
 * optimisers' states. Owns native memory.
 *
 * <p>Dimensions: N = agents, P = numbers of one agent, P' = numbers of the shared networks.
 */
final class LearnedState implements AutoCloseable {

  /** The same as plain arrays; {@code playing} is null where the latest parameters play. */
  record Numbers(
      float[] agents,
      float[] coordinator,
      float[] targetAgents,
      float[] targetCoordinator,
      float[] playing,
      float[] agentFirst,
      float[] agentSecond,
      long[] agentSteps,
      float[] coordinatorFirst,
      float[] coordinatorSecond,
      long[] coordinatorSteps) {

    /** Untrained: every agent with the same values, targets equal to them. */
    static Numbers initial(
        TensorLayout agentLayout,
        TensorLayout coordinatorLayout,
        int agents,
        boolean quantal,
        SplittableRandom random) {
      float[] values = repeated(agentLayout.initial(random), agents);
      float[] shared = coordinatorLayout.initial(random);
      return new Numbers(
          values,
          shared,
          values,
          shared,
          quantal ? values : null,
          new float[values.length],
          new float[values.length],
          new long[agents],
          new float[shared.length],
          new float[shared.length],
          new long[1]);
    }

    /** With one more agent that has the given values and has learned nothing. */
    Numbers withAgent(float[] row) {
      float[] zeros = new float[row.length];
      return new Numbers(
          joined(agents, row),
          coordinator,
          joined(targetAgents, row),
          targetCoordinator,
          playing == null ? null : joined(playing, row),
          joined(agentFirst, zeros),
          joined(agentSecond, zeros),
          Arrays.copyOf(agentSteps, agentSteps.length + 1),
          coordinatorFirst,
          coordinatorSecond,
          coordinatorSteps);
    }

    private static float[] repeated(float[] row, int times) {
      float[] rows = new float[row.length * times];
      for (int i = 0; i < times; i++) {
        System.arraycopy(row, 0, rows, i * row.length, row.length);
      }
      return rows;
    }

    private static float[] joined(float[] rows, float[] row) {
      float[] all = Arrays.copyOf(rows, rows.length + row.length);
      System.arraycopy(row, 0, all, rows.length, row.length);
      return all;
    }
  }

  private final NDManager manager = PyTorchEngine.newManager();
  private final NDArray agents;
  private final NDArray coordinator;
  private final NDArray targetAgents;
  private final NDArray targetCoordinator;
  private final NDArray playing;
  private final Adam agentAdam;
  private final Adam coordinatorAdam;

  LearnedState(Numbers numbers, LearningSettings learning) {
    int count = numbers.agentSteps().length;
    agents = rows(numbers.agents(), count);
    coordinator = rows(numbers.coordinator(), 1);
    targetAgents = rows(numbers.targetAgents(), count);
    targetCoordinator = rows(numbers.targetCoordinator(), 1);
    playing = numbers.playing() == null ? agents : rows(numbers.playing(), count);
    agentAdam =
        new Adam(
            learning.agentRate(),
            rows(numbers.agentFirst(), count),
            rows(numbers.agentSecond(), count),
            numbers.agentSteps());
    coordinatorAdam =
        new Adam(
            learning.coordinatorRate(),
            rows(numbers.coordinatorFirst(), 1),
            rows(numbers.coordinatorSecond(), 1),
            numbers.coordinatorSteps());
  }

  private NDArray rows(float[] values, int count) {
    return PyTorchEngine.create(
        manager, values, new Shape(count, values.length / count), DataType.FLOAT32);
  }

  Numbers numbers() {
    return new Numbers(
        agents.toFloatArray(),
        coordinator.toFloatArray(),
        targetAgents.toFloatArray(),
        targetCoordinator.toFloatArray(),
        playing == agents ? null : playing.toFloatArray(),
        agentAdam.first().toFloatArray(),
        agentAdam.second().toFloatArray(),
        agentAdam.steps(),
        coordinatorAdam.first().toFloatArray(),
        coordinatorAdam.second().toFloatArray(),
        coordinatorAdam.steps());
  }

  NDManager manager() {
    return manager;
  }

  /** Shape (N, P). */
  NDArray agents() {
    return agents;
  }

  /** Shape (1, P'). */
  NDArray coordinator() {
    return coordinator;
  }

  /** Shape (N, P). */
  NDArray targetAgents() {
    return targetAgents;
  }

  /** Shape (1, P'). */
  NDArray targetCoordinator() {
    return targetCoordinator;
  }

  /** What plays: the latest parameters, or those that follow them by mirror steps; (N, P). */
  NDArray playing() {
    return playing;
  }

  /** One optimiser step; the gradients are already clipped. */
  void step(NDArray agentGradients, NDArray coordinatorGradients) {
    agentAdam.step(agents, agentGradients);
    coordinatorAdam.step(coordinator, coordinatorGradients);
  }

  /**
   * The mirror step pi' ~ pi^(1 - eta) exp(eta Q / alpha) adds logits, so the policy's values are a
   * moving mean of Q; it is taken over the parameters of Q instead of one number for each belief.
   */
  void mirrorStep(double eta) {
    if (playing != agents) {
      approach(playing, agents, eta);
    }
  }

  void approachTargets(double rate) {
    approach(targetAgents, agents, rate);
    approach(targetCoordinator, coordinator, rate);
  }

  private void approach(NDArray follower, NDArray leader, double rate) {
    try (NDManager scope = manager.newSubManager()) {
      NDArray view = leader.stopGradient();
      view.attach(scope);
      follower.muli(1 - rate).addi(view.mul(rate));
    }
  }

  @Override
  public void close() {
    manager.close();
  }
}
