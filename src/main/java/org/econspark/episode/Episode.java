package org.econspark.episode;

import java.io.Serializable;
import java.time.Instant;
import java.util.List;

/**
 * One method's play on one problem; a row of the table {@code episodes} and its {@code responses}.
 *
 * @param repeat 0-based index of the independent attempt at the problem
 * @param gold reference answer
 * @param answer final answer, null if there is none
 * @param correct verdict on the answer; null if the episode failed
 * @param answerStrict final answer read in the asked form only, null if there is none
 * @param correctStrict verdict on it; null if the episode failed
 * @param score of the grader in [0, 1]; null if the episode failed
 * @param status how it ended
 * @param failure why it failed, else null
 * @param commitment text that the answer was read from; null where a method has none
 * @param finalText text that the answer was read from where there is no commitment, else null
 * @param strategy text of the coordinator's strategy; null where a method has none
 * @param strategyTokens tokens of the strategy; 0 without one
 * @param rounds of answers that were played
 * @param stopReason why no further round was played
 * @param agents executor agents that took part
 * @param agreement share of the agents that gave the most frequent answer; null without agents
 * @param responses every call, in a fixed order
 * @param latencyMs from the first call to the last answer
 * @param grader name of the grader
 * @param graderVersion of the verdict
 * @param startedAt when the first call was made
 * @param learning rewards and trajectory; null where none were asked for
 */
public record Episode(
    String benchmark,
    String method,
    String problemId,
    int repeat,
    String gold,
    String answer,
    Boolean correct,
    String answerStrict,
    Boolean correctStrict,
    Double score,
    Status status,
    Failure failure,
    String commitment,
    String finalText,
    String strategy,
    int strategyTokens,
    int rounds,
    String stopReason,
    int agents,
    Double agreement,
    List<Response> responses,
    long latencyMs,
    String grader,
    String graderVersion,
    Instant startedAt,
    Learning learning)
    implements Serializable {

  public int promptTokens() {
    return responses.stream().mapToInt(Response::promptTokens).sum();
  }

  public int completionTokens() {
    return responses.stream().mapToInt(Response::completionTokens).sum();
  }

  public int cachedCalls() {
    return (int) responses.stream().filter(Response::cached).count();
  }
}
