package org.econspark.learning;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.training.GradientCollector;
import org.econspark.config.Settings.LearningSettings;
import org.econspark.config.Settings.NetworkSettings;
import org.econspark.nn.AgentNetworks;
import org.econspark.nn.CoordinatorNetworks;
import org.econspark.nn.PyTorchEngine;

/** One update of all networks from one minibatch. */
final class UpdateStep {
  private static final DataType TYPE = DataType.FLOAT32;

  private final AgentNetworks agents;
  private final CoordinatorNetworks coordinator;
  private final CandidateControls candidates;
  private final LearningSettings learning;
  private final double dropout;

  /**
   * @param candidates that the best control of a target is chosen from; null for continuous
   */
  UpdateStep(
      AgentNetworks agents,
      CoordinatorNetworks coordinator,
      CandidateControls candidates,
      NetworkSettings networks,
      LearningSettings learning) {
    this.agents = agents;
    this.coordinator = coordinator;
    this.candidates = candidates;
    this.learning = learning;
    dropout = networks.dropout();
  }

  /**
   * @param seed of the dropped activations
   * @param divergence is asked before anything changes, and throws to stop
   */
  LossValues run(LearnedState state, TrainingBatch batch, long seed, DivergenceCheck divergence) {
    PyTorchEngine.seed(seed);
    try (NDManager scope = state.manager().newSubManager()) {
      TdTargets targets =
          TdTargets.of(
              scope,
              TYPE,
              agents,
              state.targetAgents(),
              coordinator,
              state.targetCoordinator(),
              candidates,
              learning.discount(),
              batch);
      LossGraph graph;
      try (GradientCollector collector = PyTorchEngine.newGradientCollector()) {
        graph =
            LossGraph.of(
                scope,
                TYPE,
                agents,
                state.agents().live(),
                state.agents().constants(),
                coordinator,
                state.coordinator().live(),
                state.coordinator().constants(),
                targets,
                dropout,
                batch);
        collector.backward(graph.objective(learning));
      }
      double[] norms = state.gradientNorms();
      LossValues losses = LossValues.of(graph, largest(norms));
      try {
        divergence.check(losses);
      } catch (RuntimeException e) {
        state.dropGradients();
        throw e;
      }
      state.step(scales(norms));
      return losses;
    }
  }

  /** Throws if learning is not to go on with such losses. */
  interface DivergenceCheck {
    void check(LossValues losses);
  }

  /** NaN if any is NaN. */
  private static double largest(double[] norms) {
    double largest = 0;
    for (double norm : norms) {
      largest = Math.max(largest, norm);
    }
    return largest;
  }

  /** Brings gradients that are too long to the length that is allowed. */
  private float[] scales(double[] norms) {
    float[] scales = new float[norms.length];
    for (int row = 0; row < norms.length; row++) {
      boolean clipped = learning.gradientClip() > 0 && norms[row] > learning.gradientClip();
      scales[row] = clipped ? (float) (learning.gradientClip() / norms[row]) : 1;
    }
    return scales;
  }

  /** The same storage in the given manager, outside of any gradient. */
  static NDArray view(NDArray array, NDManager scope) {
    NDArray view = array.stopGradient();
    view.attach(scope);
    return view;
  }
}
