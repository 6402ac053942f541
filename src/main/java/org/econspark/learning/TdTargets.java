package org.econspark.learning;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import org.econspark.nn.AgentNetworks;
import org.econspark.nn.CoordinatorNetworks;
import org.econspark.nn.Tensors;

/**
 * Targets of the local and the group value (paper, section 4.2): reward plus the discounted value
 * of the best control in the next round, by the target networks. Episodes of one round are bandits:
 * their target is the reward, and neither discount nor target networks take part.
 *
 * <p>The best control of {@code continuous} is the target head's proposal, that of {@code quantal}
 * the best candidate.
 *
 * <p>Dimensions: N = agents, B = episodes, S = rounds, R = B S.
 *
 * @param local shape (N, R), in reward units
 * @param group shape (1, R), in reward units
 */
record TdTargets(NDArray local, NDArray group) {

  /**
   * @param agentTensors of the target networks
   * @param candidates null for {@code continuous}
   */
  static TdTargets of(
      NDManager manager,
      DataType type,
      AgentNetworks agents,
      Tensors agentTensors,
      CoordinatorNetworks coordinator,
      Tensors coordinatorTensors,
      CandidateControls candidates,
      double discount,
      TrainingBatch batch) {
    NDArray rewards = batch.rewards(manager, type);
    NDArray teamRewards = batch.teamRewards(manager, type).expandDims(0);
    if (batch.rounds() == 1) {
      return new TdTargets(rewards, teamRewards);
    }
    NDArray beliefs = agents.beliefs(manager, type, agentTensors, batch.inputs(), 0);
    NDArray controls = agents.proposals(agentTensors, beliefs);
    NDArray values;
    if (candidates == null) {
      values = agents.values(agentTensors, beliefs, controls.expandDims(2));
    } else {
      NDArray all = candidates.with(manager, type, controls);
      values = agents.values(agentTensors, beliefs, all);
      // One at the best candidate, the first of equals.
      NDArray best =
          values.argMax(2).oneHot(Math.toIntExact(values.getShape().get(2))).toType(type, false);
      controls = all.mul(best.expandDims(3)).sum(new int[] {2});
    }
    NDArray local = values.max(new int[] {2});
    NDArray group = coordinator.groupRepresentation(coordinatorTensors, beliefs);
    NDArray features = coordinator.features(coordinatorTensors, controls, group);
    NDArray groupQ = coordinator.groupQ(coordinatorTensors, local, features, group);
    NDArray factor = batch.continues(manager, type).mul(discount);
    return new TdTargets(
        rewards.add(nextRound(local, batch).mul(factor)),
        teamRewards.add(nextRound(groupQ.expandDims(0), batch).mul(factor)));
  }

  /** What stands in the next round, 0 in the last; shape (rows, R) as given. */
  private static NDArray nextRound(NDArray values, TrainingBatch batch) {
    long rows = values.getShape().get(0);
    NDArray perRound = values.reshape(rows, batch.episodes(), batch.rounds());
    NDArray none =
        values.getManager().zeros(new Shape(rows, batch.episodes(), 1), values.getDataType());
    return perRound
        .get(new NDIndex(":, :, 1:"))
        .concat(none, 2)
        .reshape(rows, (long) batch.episodes() * batch.rounds());
  }
}
