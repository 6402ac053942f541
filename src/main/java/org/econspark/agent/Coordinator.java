package org.econspark.agent;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.econspark.benchmark.Grader;
import org.econspark.benchmark.Problem;
import org.econspark.config.Settings;
import org.econspark.episode.PromptEmbedding;
import org.econspark.episode.Response;
import org.econspark.llm.ChatModel;

/** The LLM that gives a strategy before and merges the answers into one commitment after. */
public final class Coordinator {
  private final Voice voice;
  private final Prompts prompts;
  private final Settings.Coordinator settings;
  private final PromptEmbedding controls;

  public Coordinator(ChatModel model, Seeds seeds, Caller caller, Settings.Coordinator settings) {
    this.voice = new Voice("coordinator", null, model, seeds, caller);
    this.prompts = Prompts.forStyle(model.identity().promptStyle());
    this.settings = settings;
    this.controls = new PromptEmbedding(settings.temperature(), 1, 1);
  }

  /**
   * A method for the problem, never its answer (paper section 3). A strategy that reaches the hard
   * limit stays cut there: executors can use its beginning.
   */
  public CompletableFuture<Response> strategy(Problem problem, int repeat) {
    Prompt prompt = prompts.strategy(problem, settings.strategyTokens());
    return voice.say(
        problem, prompt, "strategy", 0, repeat, controls, settings.strategyMaxTokens(), null);
  }

  /**
   * Merges the executors' answers into the commitment C.
   *
   * @param answers texts in agent order, those of failed calls left out
   */
  public CompletableFuture<Response> commitment(
      Problem problem,
      String strategy,
      List<String> answers,
      int round,
      int repeat,
      Grader grader) {
    Prompt prompt = prompts.commitment(problem, strategy, answers);
    return voice.say(
        problem,
        prompt,
        "commitment",
        round,
        repeat,
        controls,
        settings.commitmentMaxTokens(),
        grader);
  }
}
