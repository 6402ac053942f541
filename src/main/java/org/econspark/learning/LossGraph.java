package org.econspark.learning;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import org.econspark.config.Settings.LearningSettings;
import org.econspark.nn.AgentNetworks;
import org.econspark.nn.CoordinatorNetworks;
import org.econspark.nn.Losses;
import org.econspark.nn.PyTorchEngine;
import org.econspark.nn.Tensors;

/**
 * The losses of one minibatch (paper, section 4.2), each with a gradient in its own parameters
 * only, so that one backward pass over their sum serves all:
 *
 * <ul>
 *   <li>local error: belief networks and local values, from the agents' own rewards. An agent's
 *       value therefore stays what a Bayesian Nash equilibrium is about: its own expected return.
 *   <li>encoder L_e = L_TD_tot + lambda_e sum_i L_i: the belief encoder. The second term does not
 *       depend on the encoder; it is part of the reported loss, not of the gradient.
 *   <li>mixer L_mix = L_TD_tot + lambda_b similarity + lambda_m consistency: mixing network and
 *       projection.
 *   <li>control: minus Q_tot with the heads' proposals in the local values; the control heads. Each
 *       head moves along dQ_tot/dQ_i dQ_i/de_i, a partial derivative with the others' controls
 *       held: the deterministic policy gradient of a best response. The mixing weights are those of
 *       the controls that were played.
 * </ul>
 *
 * @param local sum of L_i, shape ()
 * @param groupOfEncoder L_TD_tot as the encoder sees it
 * @param groupOfMixer the same number as the mixer sees it
 * @param similarity without its weight
 * @param consistency without its weight
 * @param control of the heads
 */
record LossGraph(
    NDArray local,
    NDArray groupOfEncoder,
    NDArray groupOfMixer,
    NDArray similarity,
    NDArray consistency,
    NDArray control) {

  /**
   * @param live the agents' tensors that gradients are wanted of
   * @param frozen the same numbers as constants
   * @param liveShared the shared networks' tensors that gradients are wanted of
   * @param frozenShared the same numbers as constants
   */
  static LossGraph of(
      NDManager manager,
      DataType type,
      AgentNetworks agents,
      Tensors live,
      Tensors frozen,
      CoordinatorNetworks coordinator,
      Tensors liveShared,
      Tensors frozenShared,
      TdTargets targets,
      double dropout,
      TrainingBatch batch) {
    NDArray weights = batch.weights(manager, type);
    NDArray actions = batch.actions(manager, type);

    NDArray beliefs = agents.beliefs(manager, type, live, batch.inputs(), dropout);
    NDArray values = agents.values(live, beliefs, actions.expandDims(2)).squeeze(2);
    NDArray local = Losses.temporalDifference(values, targets.local(), weights);

    NDArray knownBeliefs = constant(beliefs);
    NDArray knownValues = constant(values);
    NDArray group = coordinator.groupRepresentation(liveShared, knownBeliefs);
    NDArray encoderQ =
        coordinator.groupQ(
            frozenShared, knownValues, coordinator.features(frozenShared, actions, group), group);
    NDArray groupOfEncoder =
        Losses.temporalDifference(encoderQ.expandDims(0), targets.group(), weights);

    NDArray knownGroup = constant(group);
    NDArray features = coordinator.features(liveShared, actions, knownGroup);
    NDArray mixerQ = coordinator.groupQ(liveShared, knownValues, features, knownGroup);
    NDArray groupOfMixer =
        Losses.temporalDifference(mixerQ.expandDims(0), targets.group(), weights);
    NDArray similarity =
        Losses.similarity(
            coordinator.projected(liveShared, features),
            batch.commitments(manager, type),
            batch.commitmentWeights(manager, type));
    NDArray consistency = Losses.consistency(knownValues, mixerQ, weights);

    NDArray proposals = agents.proposals(live, knownBeliefs);
    NDArray proposedValues =
        agents.values(frozen, knownBeliefs, proposals.expandDims(2)).squeeze(2);
    NDArray control =
        coordinator
            .groupQ(frozenShared, proposedValues, constant(features), knownGroup)
            .mul(weights)
            .sum()
            .neg();
    return new LossGraph(local, groupOfEncoder, groupOfMixer, similarity, consistency, control);
  }

  /** L_mix. */
  NDArray mixer(LearningSettings settings) {
    return groupOfMixer
        .add(PyTorchEngine.times(similarity, settings.lambdaSimilarity()))
        .add(PyTorchEngine.times(consistency, settings.lambdaConsistency()));
  }

  /** What to go down in. */
  NDArray objective(LearningSettings settings) {
    return local.add(groupOfEncoder).add(mixer(settings)).add(control);
  }

  /** The same numbers without a gradient, in the same manager. */
  private static NDArray constant(NDArray array) {
    return array.stopGradient();
  }
}
