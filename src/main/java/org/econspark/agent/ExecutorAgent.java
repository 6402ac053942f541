package org.econspark.agent;

import java.util.concurrent.CompletableFuture;
import org.econspark.benchmark.Grader;
import org.econspark.benchmark.Problem;
import org.econspark.episode.PromptEmbedding;
import org.econspark.episode.Response;
import org.econspark.llm.ChatModel;

/**
 * An LLM player that answers a problem under a strategy with its own sampling controls. It never
 * sees another agent's output.
 */
public final class ExecutorAgent {
  private final Voice voice;
  private final Prompts prompts;
  private final int maxTokens;

  /**
   * @param index of this agent, from 0
   * @param maxTokens most tokens of one answer
   */
  public ExecutorAgent(int index, ChatModel model, Seeds seeds, Caller caller, int maxTokens) {
    this.voice = new Voice("executor", index, model, seeds, caller);
    this.prompts = Prompts.forStyle(model.identity().promptStyle());
    this.maxTokens = maxTokens;
  }

  /** Answers under the coordinator's strategy. */
  public CompletableFuture<Response> answer(
      Problem problem,
      String strategy,
      PromptEmbedding controls,
      int round,
      int repeat,
      Grader grader) {
    Prompt prompt = prompts.answer(problem, strategy);
    return voice.say(problem, prompt, "answer", round, repeat, controls, maxTokens, grader);
  }

  /** Answers the bare question: zero-shot chain of thought. */
  public CompletableFuture<Response> answerDirectly(
      Problem problem, PromptEmbedding controls, int repeat, Grader grader) {
    Prompt prompt = prompts.direct(problem);
    return voice.say(problem, prompt, "direct", 0, repeat, controls, maxTokens, grader);
  }
}
