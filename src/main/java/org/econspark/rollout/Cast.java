package org.econspark.rollout;

import java.util.List;
import org.econspark.agent.Caller;
import org.econspark.agent.Coordinator;
import org.econspark.agent.ExecutorAgent;
import org.econspark.agent.Seeds;
import org.econspark.config.Settings;
import org.econspark.llm.ChatModel;

/**
 * Makes the players that methods need beside ECON's coordinator and executor agents. Two players
 * made alike make the same calls, so methods share what they have in common.
 */
record Cast(
    Settings settings, Ensemble.Models models, Seeds seeds, Caller calls, Caller coordinatorCalls) {

  /**
   * An agent that works alone: with the model of the first executor agent, whatever its index.
   *
   * @param index tells the samples of one problem apart
   */
  ExecutorAgent soloist(int index) {
    return agent(index, models.executors().get(0));
  }

  /** An agent of a team without a coordinator: with the model of the executor agent of its turn. */
  ExecutorAgent teammate(int index) {
    List<ChatModel> executors = models.executors();
    return agent(index, executors.get(index % executors.size()));
  }

  /**
   * An agent that checks the soloist's work: with another model where the ensemble has one, the
   * coordinator's first.
   */
  ExecutorAgent checker(int index) {
    ChatModel solving = models.executors().get(0);
    ChatModel other =
        models.coordinator() != solving
            ? models.coordinator()
            : models.executors().stream().filter(m -> m != solving).findFirst().orElse(solving);
    return agent(index, other);
  }

  /**
   * A soloist that uses tools.
   *
   * @param maxTokens of one turn
   */
  ExecutorAgent toolUser(int maxTokens) {
    return new ExecutorAgent(0, models.executors().get(0), seeds, calls, maxTokens);
  }

  /** The local coordinator of a cluster, with the coordinator's model. */
  Coordinator localCoordinator(int cluster) {
    return Coordinator.ofCluster(
        cluster, models.coordinator(), seeds, coordinatorCalls, settings.coordinator());
  }

  private ExecutorAgent agent(int index, ChatModel model) {
    return new ExecutorAgent(index, model, seeds, calls, settings.cot().maxTokens());
  }
}
