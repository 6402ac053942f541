package org.econspark.rollout;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.econspark.benchmark.Grade;
import org.econspark.benchmark.Grader;
import org.econspark.benchmark.Problem;
import org.econspark.benchmark.grading.Graders;
import org.econspark.episode.AgentReward;
import org.econspark.episode.Episode;
import org.econspark.episode.Failure;
import org.econspark.episode.Learning;
import org.econspark.episode.Response;
import org.econspark.episode.Status;

/** Collects what happened in one episode and turns it into the record of it. */
final class EpisodeBuilder {
  private final String method;
  private final Problem problem;
  private final int repeat;
  private final Grader grader;
  private final Instant startedAt = Instant.now();
  private final List<Response> responses = new ArrayList<>();
  private Response strategy;
  private List<Response> answers = List.of();
  private int rounds = 1;
  private String stopReason = "single_round";
  private Learning learning;

  EpisodeBuilder(Method method, Problem problem, int repeat, Ensemble ensemble) {
    this.method = ensemble.nameOf(method);
    this.problem = problem;
    this.repeat = repeat;
    this.grader = Graders.byName(problem.grader());
  }

  Grader grader() {
    return grader;
  }

  EpisodeBuilder strategy(Response response) {
    strategy = response;
    if (response.before() != null) {
      responses.add(response.before());
    }
    responses.add(response);
    return this;
  }

  /** The agents' answers; of several rounds the last counts as theirs. */
  EpisodeBuilder answers(List<Response> ofAgents) {
    answers = List.copyOf(ofAgents);
    ofAgents.forEach(this::call);
    return this;
  }

  /** A call that is neither strategy nor answer; a call that two asked for is counted once. */
  EpisodeBuilder call(Response response) {
    if (!responses.contains(response)) {
      responses.add(response);
    }
    return this;
  }

  EpisodeBuilder rounds(int played, String whyNoMore) {
    rounds = played;
    stopReason = whyNoMore;
    return this;
  }

  /** Of several rounds, the answers of the one that the final answer came from. */
  EpisodeBuilder decidedBy(List<Response> ofAgents) {
    answers = List.copyOf(ofAgents);
    return this;
  }

  /**
   * @param rewards of answers that were recorded before, by identity
   */
  EpisodeBuilder learning(Learning all, Map<Response, AgentReward> rewards) {
    learning = all;
    responses.replaceAll(
        response ->
            rewards.containsKey(response) ? response.withReward(rewards.get(response)) : response);
    return this;
  }

  /** Ends with the text of one call, which is graded as the final answer. */
  Episode endWith(Response last, boolean commitment) {
    call(last);
    if (last.failed()) {
      return failed(last.failure());
    }
    return finished(last.text(), commitment);
  }

  /** Ends with an answer that was chosen, not written. */
  Episode endWithChoice(Optional<Response> chosen) {
    return chosen
        .map(response -> finished(response.text(), false))
        .orElseGet(
            () ->
                build(
                    Verdicts.none("no agent gave an answer"), Status.NO_ANSWER, null, null, null));
  }

  /** Ends with a text that was put together from several calls. */
  Episode endWithText(String text) {
    return finished(text, false);
  }

  Episode failed(Failure failure) {
    return build(null, Status.FAILED, failure, null, null);
  }

  private Episode finished(String text, boolean commitment) {
    Grade grade = grader.grade(text, problem);
    Verdicts verdicts = new Verdicts(grade, grader.gradeStrict(text, problem, grade));
    Status status = grade.verdict() == Grade.Verdict.NO_ANSWER ? Status.NO_ANSWER : Status.OK;
    return build(verdicts, status, null, commitment ? text : null, commitment ? null : text);
  }

  /** The verdicts on one text: by the answer in any wording, and by the asked form alone. */
  private record Verdicts(Grade flexible, Grade strict) {
    static Verdicts none(String reason) {
      return new Verdicts(Grade.noAnswer(reason), Grade.noAnswer(reason));
    }
  }

  private Episode build(
      Verdicts verdicts, Status status, Failure failure, String commitment, String finalText) {
    Grade grade = verdicts == null ? null : verdicts.flexible();
    return new Episode(
        problem.benchmark(),
        method,
        problem.problemId(),
        repeat,
        problem.gold(),
        grade == null ? null : grade.answer(),
        grade == null ? null : grade.correct(),
        verdicts == null ? null : verdicts.strict().answer(),
        verdicts == null ? null : verdicts.strict().correct(),
        grade == null ? null : grade.score(),
        status,
        failure,
        commitment,
        finalText,
        strategy == null ? null : strategy.text(),
        strategy == null ? 0 : strategy.completionTokens(),
        rounds,
        stopReason,
        answers.size(),
        answers.isEmpty() ? null : Votes.agreement(answers, grader),
        List.copyOf(responses),
        Duration.between(startedAt, Instant.now()).toMillis(),
        grader.name(),
        grader.version(),
        startedAt,
        learning);
  }
}
