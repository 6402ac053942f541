package org.econspark.rollout;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.econspark.benchmark.Grade;
import org.econspark.benchmark.Grader;
import org.econspark.benchmark.Problem;
import org.econspark.episode.Episode;
import org.econspark.episode.Failure;
import org.econspark.episode.Response;
import org.econspark.episode.Status;

/** Collects what happened in one episode and turns it into the record of it. */
final class EpisodeBuilder {
  private final Method method;
  private final Problem problem;
  private final int repeat;
  private final Grader grader;
  private final Instant startedAt = Instant.now();
  private final List<Response> responses = new ArrayList<>();
  private Response strategy;
  private List<Response> answers = List.of();

  EpisodeBuilder(Method method, Problem problem, int repeat, Grader grader) {
    this.method = method;
    this.problem = problem;
    this.repeat = repeat;
    this.grader = grader;
  }

  Grader grader() {
    return grader;
  }

  EpisodeBuilder strategy(Response response) {
    strategy = response;
    responses.add(response);
    return this;
  }

  EpisodeBuilder answers(List<Response> ofAgents) {
    answers = List.copyOf(ofAgents);
    responses.addAll(ofAgents);
    return this;
  }

  /** Ends with the text of one call, which is graded as the final answer. */
  Episode endWith(Response last, boolean commitment) {
    if (!responses.contains(last)) {
      responses.add(last);
    }
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
        method.name(),
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
        1,
        "single_round",
        answers.size(),
        answers.isEmpty() ? null : Votes.agreement(answers, grader),
        List.copyOf(responses),
        Duration.between(startedAt, Instant.now()).toMillis(),
        grader.name(),
        grader.version(),
        startedAt);
  }
}
