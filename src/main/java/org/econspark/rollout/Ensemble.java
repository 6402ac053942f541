package org.econspark.rollout;

import java.util.List;
import java.util.stream.IntStream;
import org.econspark.agent.Coordinator;
import org.econspark.agent.ExecutorAgent;
import org.econspark.agent.Seeds;
import org.econspark.config.Settings;
import org.econspark.episode.PromptEmbedding;
import org.econspark.llm.ChatModel;

/**
 * The players of one chunk: the coordinator, the executor agents, and the settings they play under.
 *
 * @param soloist answers without a strategy, for zero-shot chain of thought; uses the model of the
 *     first executor agent
 * @param fixedControls one entry for each agent
 */
public record Ensemble(
    Settings settings,
    Coordinator coordinator,
    List<ExecutorAgent> executors,
    ExecutorAgent soloist,
    List<PromptEmbedding> fixedControls) {

  /** The models of one run, as loaded on this JVM; one for each executor agent. */
  public record Models(ChatModel coordinator, List<ChatModel> executors) {}

  static Ensemble of(Settings settings, Models models, CallQueue calls) {
    Seeds seeds = new Seeds(settings.run().seed());
    int maxTokens = settings.agents().maxTokens();
    return new Ensemble(
        settings,
        new Coordinator(models.coordinator(), seeds, calls, settings.coordinator()),
        IntStream.range(0, models.executors().size())
            .mapToObj(i -> new ExecutorAgent(i, models.executors().get(i), seeds, calls, maxTokens))
            .toList(),
        new ExecutorAgent(0, models.executors().get(0), seeds, calls, settings.cot().maxTokens()),
        settings.fixedControls().stream()
            .map(c -> new PromptEmbedding(c.temperature(), c.topP(), c.repetitionPenalty()))
            .toList());
  }
}
