package org.econspark.rollout;

import java.util.List;
import java.util.stream.IntStream;
import org.econspark.agent.Coordinator;
import org.econspark.agent.ExecutorAgent;
import org.econspark.agent.Seeds;
import org.econspark.config.MethodSettings;
import org.econspark.config.Settings;
import org.econspark.episode.PromptEmbedding;
import org.econspark.llm.ChatModel;

/**
 * The players of one chunk: the coordinator, the executor agents, and the settings they play under.
 *
 * @param variant name of the variant that the settings are, empty for those of the run
 * @param fixedControls one entry for each agent
 * @param cast makes the players that other methods need
 * @param material what the run prepared for the benchmark
 */
public record Ensemble(
    Settings settings,
    String variant,
    Coordinator coordinator,
    List<ExecutorAgent> executors,
    List<PromptEmbedding> fixedControls,
    Cast cast,
    BenchmarkMaterial material) {

  /** The models of one run, as loaded on this JVM; one for each executor agent. */
  public record Models(ChatModel coordinator, List<ChatModel> executors) {}

  /**
   * @param settings of the variant
   */
  static Ensemble of(
      Settings settings,
      String variant,
      Models models,
      CallQueue calls,
      BenchmarkMaterial material) {
    Seeds seeds = new Seeds(settings.run().seed());
    int maxTokens = settings.agents().maxTokens();
    return new Ensemble(
        settings,
        variant,
        new Coordinator(models.coordinator(), seeds, calls, settings.coordinator()),
        IntStream.range(0, models.executors().size())
            .mapToObj(i -> new ExecutorAgent(i, models.executors().get(i), seeds, calls, maxTokens))
            .toList(),
        settings.fixedControls().stream()
            .map(c -> new PromptEmbedding(c.temperature(), c.topP(), c.repetitionPenalty()))
            .toList(),
        new Cast(settings, models, seeds, calls),
        material);
  }

  /** A method's name in results. */
  String nameOf(Method method) {
    return NamedMethod.name(method.name(), variant);
  }

  MethodSettings methods() {
    return settings.methods();
  }

  static PromptEmbedding controls(MethodSettings.Draw draw) {
    return new PromptEmbedding(draw.temperature(), draw.topP(), 1);
  }
}
