package org.econspark.learning;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.econspark.config.Settings.LearningSettings;
import org.econspark.nn.PyTorchEngine;
import org.econspark.nn.TensorLayout;
import org.econspark.nn.Tensors;
import org.econspark.nn.TrainableRows;

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

  private static final int BLOCK = 2048;

  private final NDManager manager = PyTorchEngine.newManager();
  private final TrainableRows agents;
  private final TrainableRows coordinator;
  private final NDArray targetAgents;
  private final NDArray targetCoordinator;
  private final Tensors targetAgentTensors;
  private final Tensors targetCoordinatorTensors;
  private final NDArray playing;
  private final Adam agentAdam;
  private final Adam coordinatorAdam;

  LearnedState(
      Numbers numbers,
      TensorLayout agentLayout,
      TensorLayout coordinatorLayout,
      LearningSettings learning) {
    int count = numbers.agentSteps().length;
    agents = new TrainableRows(manager, agentLayout, numbers.agents(), count);
    coordinator = new TrainableRows(manager, coordinatorLayout, numbers.coordinator(), 1);
    targetAgents = rows(numbers.targetAgents(), count);
    targetCoordinator = rows(numbers.targetCoordinator(), 1);
    targetAgentTensors = agentLayout.views(targetAgents);
    targetCoordinatorTensors = coordinatorLayout.views(targetCoordinator);
    playing = numbers.playing() == null ? agents.rows() : rows(numbers.playing(), count);
    agentAdam =
        new Adam(
            learning.agentRate(),
            numbers.agentFirst(),
            numbers.agentSecond(),
            numbers.agentSteps());
    coordinatorAdam =
        new Adam(
            learning.coordinatorRate(),
            numbers.coordinatorFirst(),
            numbers.coordinatorSecond(),
            numbers.coordinatorSteps());
  }

  private NDArray rows(float[] values, int count) {
    return PyTorchEngine.create(
        manager, values, new Shape(count, values.length / count), DataType.FLOAT32);
  }

  Numbers numbers() {
    return new Numbers(
        agents.toArray(),
        coordinator.toArray(),
        targetAgents.toFloatArray(),
        targetCoordinator.toFloatArray(),
        playing == agents.rows() ? null : playing.toFloatArray(),
        agentAdam.first(),
        agentAdam.second(),
        agentAdam.steps(),
        coordinatorAdam.first(),
        coordinatorAdam.second(),
        coordinatorAdam.steps());
  }

  NDManager manager() {
    return manager;
  }

  /** N rows of P. */
  TrainableRows agents() {
    return agents;
  }

  /** One row of P'. */
  TrainableRows coordinator() {
    return coordinator;
  }

  /** The agents' target networks. */
  Tensors targetAgents() {
    return targetAgentTensors;
  }

  /** The coordinator's target networks. */
  Tensors targetCoordinator() {
    return targetCoordinatorTensors;
  }

  /** What plays: the latest parameters, or those that follow them by mirror steps; (N, P). */
  NDArray playing() {
    return playing;
  }

  /** Norms of the gradients that lie ready: one for each agent, then the coordinator side's. */
  double[] gradientNorms() {
    double[] own = agentAdam.norms(agents);
    double[] norms = Arrays.copyOf(own, own.length + 1);
    norms[own.length] = coordinatorAdam.norms(coordinator)[0];
    return norms;
  }

  /**
   * One step of the optimisers.
   *
   * @param scales of the gradients, in the order of {@link #gradientNorms}
   */
  void step(float[] scales) {
    agentAdam.step(agents, scales);
    coordinatorAdam.step(coordinator, new float[] {scales[scales.length - 1]});
  }

  /** Forgets the gradients that lie ready. */
  void dropGradients() {
    for (TrainableRows rows : new TrainableRows[] {agents, coordinator}) {
      for (int e = 0; e < rows.layout().entries().size(); e++) {
        FloatBuffer gradient = rows.gradient(e);
        if (gradient != null) {
          gradient.put(0, new float[gradient.capacity()]);
        }
      }
    }
  }

  /**
   * The mirror step pi' ~ pi^(1 - eta) exp(eta Q / alpha) adds logits, so the policy's values are a
   * moving mean of Q; it is taken over the parameters of Q instead of one number for each belief.
   */
  void mirrorStep(double eta) {
    if (playing != agents.rows()) {
      approach(playing, agents, eta);
    }
  }

  void approachTargets(double rate) {
    approach(targetAgents, agents, rate);
    approach(targetCoordinator, coordinator, rate);
  }

  private static void approach(NDArray follower, TrainableRows leader, double rate) {
    FloatBuffer from = leader.values();
    FloatBuffer to = follower.toByteBuffer(true).order(ByteOrder.nativeOrder()).asFloatBuffer();
    float share = (float) rate;
    float[] mine = new float[BLOCK];
    float[] theirs = new float[BLOCK];
    for (int start = 0; start < from.capacity(); start += BLOCK) {
      int count = Math.min(BLOCK, from.capacity() - start);
      to.get(start, mine, 0, count);
      from.get(start, theirs, 0, count);
      for (int k = 0; k < count; k++) {
        mine[k] += share * (theirs[k] - mine[k]);
      }
      to.put(start, mine, 0, count);
    }
  }

  @Override
  public void close() {
    manager.close();
  }
}
