package org.econspark.report;

/**
 * One model call of an episode, as a transcript shows it.
 *
 * @param stage {@code strategy}, {@code answer}, {@code commitment} or what a method names
 * @param agent null for coordinators
 * @param text null if the call failed
 * @param correct null where nothing is graded
 * @param error null if the call did not fail
 * @param meanLogprob null if unknown
 * @param qValue value of the controls by the agent's belief network; null without one
 * @param rewardAl action likelihood; null where no reward was computed
 * @param rewardTs task-specific reward
 * @param rewardCc collaborative contribution
 */
public record ReportCall(
    String role,
    String stage,
    Integer agent,
    int round,
    String model,
    Double temperature,
    Double topP,
    Double repetitionPenalty,
    Long seed,
    String text,
    String answer,
    Boolean correct,
    String status,
    String error,
    String finishReason,
    Integer promptTokens,
    Integer completionTokens,
    Double meanLogprob,
    Double qValue,
    Double rewardAl,
    Double rewardTs,
    Double rewardCc,
    Long latencyMs,
    Boolean cached) {}
