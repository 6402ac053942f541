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
  private static final double UNDECIDED = 0.5;

  private final Voice voice;
  private final Prompts prompts;
  private final Settings.Coordinator settings;
  private final PromptEmbedding controls;

  public Coordinator(ChatModel model, Seeds seeds, Caller caller, Settings.Coordinator settings) {
    this(new Voice("coordinator", null, model, seeds, caller), settings);
  }

  private Coordinator(Voice voice, Settings.Coordinator settings) {
    this.voice = voice;
    this.prompts = Prompts.forStyle(voice.model().identity().promptStyle());
    this.settings = settings;
    this.controls = new PromptEmbedding(settings.temperature(), 1, 1);
  }

  /** The coordinator of one cluster of executor agents (paper, Alg. 2). */
  public static Coordinator ofCluster(
      int cluster, ChatModel model, Seeds seeds, Caller caller, Settings.Coordinator settings) {
    return new Coordinator(new Voice("local_coordinator", cluster, model, seeds, caller), settings);
  }

  /**
   * A method for the problem, never its answer (paper section 3). A strategy that reaches the hard
   * limit is asked for once more in half the length; if that does not fit either it stays cut
   * there: executors can use its beginning.
   */
  public CompletableFuture<Response> strategy(Problem problem, int repeat) {
    if (settings.strategy() == Settings.StrategyKind.DETAILED) {
      Prompt prompt = prompts.detailedStrategy(problem);
      return voice.say(
          problem,
          prompt,
          "detailed-strategy",
          0,
          repeat,
          controls,
          settings.commitmentMaxTokens(),
          null);
    }
    Prompt prompt = prompts.strategy(problem, settings.strategyTokens());
    return sayStrategy(problem, prompt, "strategy", repeat)
        .thenCompose(
            first -> {
              Prompt shorter = prompts.strategy(problem, settings.strategyTokens() / 2);
              boolean sameAgain = shorter.equals(prompt) && controls.temperature() == 0;
              return !tooLong(first) || sameAgain
                  ? CompletableFuture.completedFuture(first)
                  : sayStrategy(problem, shorter, "strategy-again", repeat)
                      .thenApply(
                          second -> second.failed() ? first.after(second) : second.after(first));
            });
  }

  private CompletableFuture<Response> sayStrategy(
      Problem problem, Prompt prompt, String stage, int repeat) {
    return voice.say(
        problem, prompt, stage, 0, repeat, controls, settings.strategyMaxTokens(), null);
  }

  private static boolean tooLong(Response strategy) {
    return "length".equals(strategy.finishReason());
  }

  /**
   * This cluster's version of the global strategy.
   *
   * @param cluster from 0
   */
  public CompletableFuture<Response> localStrategy(
      Problem problem, String strategy, int cluster, int clusters, int repeat) {
    Prompt prompt = prompts.localStrategy(problem, strategy, cluster, clusters);
    return voice.say(
        problem, prompt, "strategy", 0, repeat, controls, settings.strategyMaxTokens(), null);
  }

  /** Chooses between answers that were found without a strategy. */
  public CompletableFuture<Response> judge(
      Problem problem, List<String> answers, int round, int repeat, Grader grader) {
    Prompt prompt = prompts.judgement(problem, answers);
    return voice.say(
        problem,
        prompt,
        "judgement",
        round,
        repeat,
        controls,
        settings.commitmentMaxTokens(),
        grader);
  }

  /** Writes a whole answer out of those that others found without a strategy. */
  public CompletableFuture<Response> synthesise(
      Problem problem, List<String> answers, int maxTokens, int repeat, Grader grader) {
    Prompt prompt = prompts.revision(problem, null, null, answers);
    return voice.say(problem, prompt, "synthesis", 0, repeat, controls, maxTokens, grader);
  }

  /**
   * Says how likely a solution is right as far as it goes.
   *
   * @param whole whether it claims to be finished
   * @param depth number of its steps, 0 for whole answers
   */
  public CompletableFuture<Assessment> score(
      Problem problem, String solution, boolean whole, int depth, int repeat) {
    Prompt prompt = prompts.score(problem, solution, whole);
    return voice
        .say(
            problem, prompt, "score", depth, repeat, controls, settings.commitmentMaxTokens(), null)
        .thenApply(
            response ->
                new Assessment(
                    response,
                    response.failed()
                        ? UNDECIDED
                        : prompts
                            .readScore(response.text(), response.meanLogprob())
                            .orElse(UNDECIDED)));
  }

  /**
   * Merges the executors' answers into the commitment C.
   *
   * @param strategy null where the answers were found without one
   * @param answers texts in agent order, those of failed calls left out
   */
  public CompletableFuture<Response> commitment(
      Problem problem,
      String strategy,
      List<String> answers,
      int round,
      int repeat,
      Grader grader) {
    Prompt prompt =
        strategy == null
            ? prompts.judgement(problem, answers)
            : prompts.commitment(problem, strategy, answers);
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

  /**
   * What the commitment would be without one agent's answer.
   *
   * @param answers texts of the others, in agent order
   * @param leftOut index of that agent
   */
  public CompletableFuture<Response> commitmentWithout(
      Problem problem,
      String strategy,
      List<String> answers,
      int leftOut,
      int round,
      int repeat,
      Grader grader) {
    Prompt prompt = prompts.commitment(problem, strategy, answers);
    return voice.say(
        problem,
        prompt,
        "commitment-without-" + leftOut,
        round,
        repeat,
        controls,
        settings.commitmentMaxTokens(),
        grader);
  }
}
