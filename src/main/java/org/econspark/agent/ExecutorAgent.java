package org.econspark.agent;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.econspark.benchmark.Grader;
import org.econspark.benchmark.Problem;
import org.econspark.episode.PromptEmbedding;
import org.econspark.episode.Response;
import org.econspark.llm.ChatModel;

/**
 * An LLM player that answers a problem with its own sampling controls: in ECON under a strategy and
 * without a word of the others, in the methods ECON is compared with in other ways too.
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

  /**
   * Answers under the coordinator's strategy.
   *
   * @param strategy null to answer the bare question
   */
  public CompletableFuture<Response> answer(
      Problem problem,
      String strategy,
      PromptEmbedding controls,
      int round,
      int repeat,
      Grader grader) {
    Prompt prompt = strategy == null ? prompts.direct(problem) : prompts.answer(problem, strategy);
    return voice.say(problem, prompt, "answer", round, repeat, controls, maxTokens, grader);
  }

  /** Answers the bare question: zero-shot chain of thought. */
  public CompletableFuture<Response> answerDirectly(
      Problem problem, PromptEmbedding controls, int repeat, Grader grader) {
    Prompt prompt = prompts.direct(problem);
    return voice.say(problem, prompt, "direct", 0, repeat, controls, maxTokens, grader);
  }

  /** Answers after solved examples. */
  public CompletableFuture<Response> answerFromExamples(
      Problem problem,
      List<WorkedExample> examples,
      PromptEmbedding controls,
      int repeat,
      Grader grader) {
    Prompt prompt = prompts.fewShot(problem, examples);
    return voice.say(problem, prompt, "few-shot", 0, repeat, controls, maxTokens, grader);
  }

  /**
   * Answers again after reading other agents' answers.
   *
   * @param strategy null where the answers were found without one
   * @param own earlier answer of this agent; null to read all answers alike
   */
  public CompletableFuture<Response> revise(
      Problem problem,
      String strategy,
      String own,
      List<String> others,
      PromptEmbedding controls,
      int round,
      int repeat,
      Grader grader) {
    Prompt prompt = prompts.revision(problem, strategy, own, others);
    return voice.say(problem, prompt, "revision", round, repeat, controls, maxTokens, grader);
  }

  /**
   * Writes the next step of a solution.
   *
   * @param begun the steps so far, each ended by a line end
   * @param depth number of steps so far
   */
  public CompletableFuture<Response> nextStep(
      Problem problem, String begun, PromptEmbedding controls, int depth, int repeat) {
    Prompt prompt = prompts.step(problem, begun);
    return voice.say(problem, prompt, "step", depth, repeat, controls, maxTokens, null);
  }

  /** Writes all steps that a solution lacks; the response holds only these. */
  public CompletableFuture<Response> finish(
      Problem problem,
      String begun,
      PromptEmbedding controls,
      int depth,
      int repeat,
      Grader grader) {
    Prompt prompt = prompts.rest(problem, begun);
    return voice.say(problem, prompt, "rest", depth, repeat, controls, maxTokens, grader);
  }

  /** Completes the beginning of another's solution, to see whether it leads to the same answer. */
  public CompletableFuture<Response> check(
      Problem problem, String begun, PromptEmbedding controls, int repeat, Grader grader) {
    Prompt prompt = prompts.rest(problem, begun);
    return voice.say(problem, prompt, "check", 0, repeat, controls, maxTokens, grader);
  }

  /**
   * Thinks and uses a tool.
   *
   * @param turn 0 for the first
   */
  public CompletableFuture<Response> useTools(
      Problem problem,
      String query,
      String transcript,
      PromptEmbedding controls,
      int turn,
      int repeat) {
    Prompt prompt = prompts.tools(problem, query, transcript);
    return voice.say(problem, prompt, "tools", turn, repeat, controls, maxTokens, null);
  }
}
