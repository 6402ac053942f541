package org.econspark.episode;

import java.io.Serializable;

/**
 * One call of a language model and what came of it; a row of the table {@code responses}.
 *
 * @param role {@code executor}, {@code coordinator} or {@code local_coordinator}
 * @param stage what the call was for: {@code strategy}, {@code answer} or {@code commitment}
 * @param agent index of the executor agent, null for coordinators
 * @param round 0 for the first answers, higher for refinements
 * @param model name of the model
 * @param controls as sent
 * @param seed of this call
 * @param promptHash SHA-256 (hex) of the prompt
 * @param text what the model wrote, null if the call failed
 * @param answer read out of the text, null if there is none
 * @param correct verdict on the answer; null where nothing is to be graded
 * @param status how the call ended
 * @param failure why it failed, else null
 * @param finishReason lower-case finish reason, null if the call failed
 * @param promptTokens tokens read
 * @param completionTokens tokens written
 * @param meanLogprob mean natural-log probability of the written tokens, NaN if unknown
 * @param attempts how often the call was sent
 * @param latencyMs from sending to the whole answer
 * @param cached whether a stored answer was used
 * @param device that computed
 * @param reward of an executor's answer; null where none was asked for
 * @param before an answer to the same request that was not used, null mostly
 */
public record Response(
    String role,
    String stage,
    Integer agent,
    int round,
    String model,
    PromptEmbedding controls,
    long seed,
    String promptHash,
    String text,
    String answer,
    Boolean correct,
    Status status,
    Failure failure,
    String finishReason,
    int promptTokens,
    int completionTokens,
    double meanLogprob,
    int attempts,
    long latencyMs,
    boolean cached,
    String device,
    AgentReward reward,
    Response before)
    implements Serializable {

  /** The only answer to its request. */
  public Response(
      String role,
      String stage,
      Integer agent,
      int round,
      String model,
      PromptEmbedding controls,
      long seed,
      String promptHash,
      String text,
      String answer,
      Boolean correct,
      Status status,
      Failure failure,
      String finishReason,
      int promptTokens,
      int completionTokens,
      double meanLogprob,
      int attempts,
      long latencyMs,
      boolean cached,
      String device,
      AgentReward reward) {
    this(
        role,
        stage,
        agent,
        round,
        model,
        controls,
        seed,
        promptHash,
        text,
        answer,
        correct,
        status,
        failure,
        finishReason,
        promptTokens,
        completionTokens,
        meanLogprob,
        attempts,
        latencyMs,
        cached,
        device,
        reward,
        null);
  }

  /** This one, used in place of another. */
  public Response after(Response unused) {
    return copy(reward, unused);
  }

  public Response withReward(AgentReward earned) {
    return copy(earned, before);
  }

  private Response copy(AgentReward ofAnswer, Response unused) {
    return new Response(
        role,
        stage,
        agent,
        round,
        model,
        controls,
        seed,
        promptHash,
        text,
        answer,
        correct,
        status,
        failure,
        finishReason,
        promptTokens,
        completionTokens,
        meanLogprob,
        attempts,
        latencyMs,
        cached,
        device,
        ofAnswer,
        unused);
  }

  public boolean failed() {
    return status == Status.FAILED;
  }
}
