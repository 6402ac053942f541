package org.econspark.agent;

import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.econspark.benchmark.Grade;
import org.econspark.benchmark.Grader;
import org.econspark.benchmark.Problem;
import org.econspark.episode.Failure;
import org.econspark.episode.PromptEmbedding;
import org.econspark.episode.Response;
import org.econspark.episode.Status;
import org.econspark.llm.ChatModel;
import org.econspark.llm.Completion;
import org.econspark.llm.CompletionRequest;
import org.econspark.llm.LlmException;
import org.econspark.llm.SamplingControls;

/**
 * One model speaking in one role: sends a prompt and records the call as a {@link Response}, failed
 * or not.
 *
 * @param role {@code executor}, {@code coordinator} or {@code local_coordinator}
 * @param agent index of the executor agent or of the cluster, null for the global coordinator
 */
record Voice(String role, Integer agent, ChatModel model, Seeds seeds, Caller caller) {

  /**
   * @param stage what the call is for; part of its seed
   * @param grader judges the text; null where there is nothing to judge
   * @return never fails: a failed call is a response with a failure
   */
  CompletableFuture<Response> say(
      Problem problem,
      Prompt prompt,
      String stage,
      int round,
      int repeat,
      PromptEmbedding controls,
      int maxTokens,
      Grader grader) {
    int agentIndex = agent == null ? -1 : agent;
    long seed = seeds.derive(problem.problemId(), stage, agentIndex, round, repeat);
    String callId =
        problem.problemId()
            + "/"
            + role
            + (agent == null ? "" : "-" + agent)
            + "/"
            + stage
            + "-"
            + round
            + "/repeat-"
            + repeat;
    CompletionRequest request =
        new CompletionRequest(
            prompt.messages(),
            prompt.answerRole(),
            new SamplingControls(
                controls.temperature(), controls.topP(), 0, controls.repetitionPenalty()),
            seed,
            maxTokens,
            prompt.stop(),
            prompt.prefix(),
            callId);
    return caller
        .ask(model, request)
        .handle(
            (completion, thrown) ->
                thrown == null
                    ? answered(problem, prompt, stage, round, controls, seed, completion, grader)
                    : failed(prompt, stage, round, controls, seed, failure(thrown)));
  }

  private Response answered(
      Problem problem,
      Prompt prompt,
      String stage,
      int round,
      PromptEmbedding controls,
      long seed,
      Completion completion,
      Grader grader) {
    Grade grade = grader == null ? null : grader.grade(completion.text(), problem);
    boolean noAnswer = grade != null && grade.verdict() == Grade.Verdict.NO_ANSWER;
    return new Response(
        role,
        stage,
        agent,
        round,
        model.identity().name(),
        controls,
        seed,
        prompt.hash(),
        completion.text(),
        grade == null ? null : grade.answer(),
        grade == null ? null : grade.correct(),
        noAnswer ? Status.NO_ANSWER : Status.OK,
        null,
        completion.finishReason().name().toLowerCase(Locale.ROOT),
        completion.promptTokens(),
        completion.completionTokens(),
        completion.meanLogprob(),
        completion.attempts(),
        completion.latencyMs(),
        completion.cached(),
        completion.device(),
        null);
  }

  private Response failed(
      Prompt prompt,
      String stage,
      int round,
      PromptEmbedding controls,
      long seed,
      LlmException failure) {
    return new Response(
        role,
        stage,
        agent,
        round,
        model.identity().name(),
        controls,
        seed,
        prompt.hash(),
        null,
        null,
        null,
        Status.FAILED,
        new Failure(failure.kind().code(), failure.getMessage()),
        null,
        0,
        0,
        Double.NaN,
        failure.attempts(),
        0,
        false,
        null,
        null);
  }

  /** A call can only fail as a call; anything else is a bug and must not pass for bad luck. */
  private static LlmException failure(Throwable thrown) {
    Throwable cause =
        thrown instanceof CompletionException && thrown.getCause() != null
            ? thrown.getCause()
            : thrown;
    if (cause instanceof LlmException failure) {
      return failure;
    }
    throw new CompletionException(cause);
  }
}
