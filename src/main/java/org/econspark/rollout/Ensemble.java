package org.econspark.rollout;

import java.util.List;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.econspark.agent.Caller;
import org.econspark.agent.Coordinator;
import org.econspark.agent.ExecutorAgent;
import org.econspark.agent.Seeds;
import org.econspark.config.MethodSettings;
import org.econspark.config.Settings;
import org.econspark.episode.PromptEmbedding;
import org.econspark.llm.ChatModel;
import org.econspark.llm.Embedder;

/**
 * The players of one chunk: the coordinator, the executor agents, and the settings they play under.
 *
 * @param variant name of the variant that the settings are, empty for those of the run
 * @param fixedControls one entry for each agent
 * @param cast makes the players that other methods need
 * @param material what the run prepared for the benchmark
 * @param embeddings of texts
 * @param learned policies and reward weights
 * @param times to which decisions add their time
 */
public record Ensemble(
    Settings settings,
    String variant,
    Coordinator coordinator,
    List<ExecutorAgent> executors,
    List<PromptEmbedding> fixedControls,
    Cast cast,
    BenchmarkMaterial material,
    TextEmbeddings embeddings,
    LearnedPlay learned,
    WorkTimes times) {

  /**
   * The models of one run, as loaded on this JVM; one for each executor agent.
   *
   * @param embedder loaded when it is first asked for
   */
  public record Models(
      ChatModel coordinator, List<ChatModel> executors, Supplier<Embedder> embedder) {}

  /** Whether a method's episodes are to carry rewards. */
  boolean rewards(Method method) {
    return learned.rewarded() || settings.reward().methods().contains(method.name());
  }

  /**
   * @param settings of the variant
   */
  static Ensemble of(
      Settings settings,
      String variant,
      Models models,
      CallQueue calls,
      LearnedPlay learned,
      BenchmarkMaterial material) {
    Seeds seeds = new Seeds(settings.run().seed());
    int maxTokens = settings.agents().maxTokens();
    Caller executorCalls = calls.caller(WorkTimes.Kind.EXECUTORS);
    Caller coordinatorCalls = calls.caller(WorkTimes.Kind.COORDINATOR);
    return new Ensemble(
        settings,
        variant,
        new Coordinator(models.coordinator(), seeds, coordinatorCalls, settings.coordinator()),
        IntStream.range(0, models.executors().size())
            .mapToObj(
                i ->
                    new ExecutorAgent(
                        i, models.executors().get(i), seeds, executorCalls, maxTokens))
            .toList(),
        settings.fixedControls().stream()
            .map(c -> new PromptEmbedding(c.temperature(), c.topP(), c.repetitionPenalty()))
            .toList(),
        new Cast(settings, models, seeds, executorCalls, coordinatorCalls),
        material,
        text -> calls.embed(models.embedder().get(), text),
        learned,
        calls.times());
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
