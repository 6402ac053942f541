package org.econspark.rollout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;
import static org.econspark.rollout.ControlledTask.accuracy;
import static org.econspark.rollout.ControlledTask.play;

import java.util.List;
import org.econspark.episode.Episode;
import org.econspark.episode.Response;
import org.econspark.episode.Status;
import org.econspark.llm.ChatModel;
import org.econspark.llm.CompletionRequest;
import org.econspark.llm.FailureKind;
import org.econspark.llm.LlmException;
import org.junit.jupiter.api.Test;

/** Debate, judge and mixture on a task where a scripted model errs at a known rate. */
class DiscussionMethodsTest {
  private static final int PROBLEMS = 3000;

  /** Answers alone with a known accuracy; after reading, repeats one of the answers it read. */
  private static ChatModel conforming(double accuracy) {
    return ControlledTask.model(
        request -> {
          List<String> read = ControlledTask.candidates(request);
          if (read.isEmpty()) {
            return ControlledTask.solution(request, accuracy);
          }
          int chosen = (int) (ControlledTask.uniform(request) * read.size());
          return "\\boxed{" + read.get(chosen) + "}";
        });
  }

  @Test
  void debateOfConformingAgentsDoesNotBeatTheVote() {
    ChatModel model = conforming(0.7);
    double vote =
        accuracy(play(model, PROBLEMS, "self-consistency", "methods.self-consistency.samples = 3"));

    for (int rounds = 1; rounds <= 3; rounds++) {
      double debate =
          accuracy(play(model, PROBLEMS, "debate", "methods.debate.rounds = " + rounds));
      assertThat(debate)
          .as(
              "%d rounds: conforming is a martingale, so it can only lose what the vote adds",
              rounds)
          .isLessThanOrEqualTo(vote + 4 * Math.sqrt(0.25 / PROBLEMS))
          .isGreaterThan(0.7 - 4 * Math.sqrt(0.25 / PROBLEMS));
    }
  }

  @Test
  void debateBeginsWithTheSamplesOfTheVote() {
    ChatModel model = conforming(0.7);
    Episode vote =
        play(model, 1, "self-consistency", "methods.self-consistency.samples = 3").get(0);
    Episode debate = play(model, 1, "debate").get(0);

    assertThat(debate.responses().subList(0, 3)).isEqualTo(vote.responses());
    assertThat(debate.responses()).hasSize(6);
    assertThat(debate.rounds()).isEqualTo(2);
    assertThat(debate.agents()).isEqualTo(3);
  }

  @Test
  void agentsReadTheirOwnAnswerFirstThenTheOthers() {
    ChatModel model =
        ControlledTask.model(
            request -> {
              List<String> read = ControlledTask.candidates(request);
              return read.isEmpty()
                  ? "\\boxed{" + Math.floorMod(request.seed(), 1000) + "}"
                  : "\\boxed{" + String.join("", read.subList(0, 1)) + "}";
            });

    Episode episode = play(model, 1, "debate").get(0);

    assertThat(answers(episode, 1)).isEqualTo(answers(episode, 0)).doesNotHaveDuplicates();
  }

  private static List<String> answers(Episode episode, int round) {
    return episode.responses().stream()
        .filter(r -> r.round() == round)
        .map(Response::answer)
        .toList();
  }

  @Test
  void unreadableAnswersNeverCountAsRight() {
    ChatModel mute = ControlledTask.model(request -> "Seven, surely.");

    for (String method : List.of("debate", "debate-judge", "moa")) {
      Episode episode = play(mute, 1, method).get(0);
      assertThat(episode.status()).as(method).isEqualTo(Status.NO_ANSWER);
      assertThat(episode.correct()).as(method).isNotEqualTo(true);
    }
  }

  @Test
  void agentWhoseCallFailsStaysWithWhatItSaid() {
    ChatModel model =
        ControlledTask.model(
            request -> {
              if (request.answerRole().equals("revise")) {
                throw new LlmException(FailureKind.TIMEOUT, 1, "too slow", null);
              }
              return ControlledTask.RIGHT;
            });

    Episode episode = play(model, 1, "debate").get(0);

    assertThat(episode.correct()).isTrue();
    assertThat(episode.responses()).filteredOn(Response::failed).hasSize(3);
  }

  @Test
  void judgeAndAggregatorSeeTheLastAnswersOfAllAgents() {
    ChatModel model =
        ControlledTask.model(
            request ->
                switch (request.answerRole()) {
                  case "solution" -> ControlledTask.WRONG;
                  case "revise" -> revised(request);
                  case "commit" ->
                      ControlledTask.candidates(request).equals(List.of("7", "7", "7"))
                          ? "1 ok. \\boxed{7}"
                          : "\\boxed{0}";
                  default -> throw new AssertionError(request.answerRole());
                });

    Episode judged = play(model, 1, "debate-judge").get(0);
    assertThat(judged.correct()).isTrue();
    assertThat(judged.commitment()).contains("1 ok.");
    Episode mixed = play(model, 1, "moa", "methods.moa.layers = 2").get(0);
    assertThat(mixed.correct()).isTrue();
    assertThat(mixed.responses()).hasSize(7);
    Episode synthesis =
        play(model, 1, "moa", "methods.moa.layers = 2", "methods.moa.aggregation = synthesis")
            .get(0);
    assertThat(synthesis.responses().get(6).stage()).isEqualTo("synthesis");
    assertThat(synthesis.correct()).isTrue();
  }

  private static String revised(CompletionRequest request) {
    assertThat(ControlledTask.candidates(request)).hasSize(3);
    return ControlledTask.RIGHT;
  }

  @Test
  void completeInformationLetsAgentsReadEachOther() {
    ChatModel model =
        ControlledTask.model(
            request ->
                switch (request.answerRole()) {
                  case "strategy" -> "Add.";
                  case "commit" -> "\\boxed{" + ControlledTask.candidates(request).get(0) + "}";
                  case "revise" -> revised(request);
                  default -> ControlledTask.WRONG;
                });

    Episode fixed = play(model, 1, "econ-fixed").get(0);
    Episode complete = play(model, 1, "econ-complete").get(0);

    assertThat(fixed.correct()).isFalse();
    assertThat(complete.correct()).isTrue();
    assertThat(complete.responses().subList(0, 4)).isEqualTo(fixed.responses().subList(0, 4));
    assertThat(complete.responses()).hasSize(8);
  }

  @Test
  void failedRatesAreNotAccuracy() {
    ChatModel down =
        ControlledTask.model(
            request -> {
              throw new LlmException(FailureKind.SERVER_ERROR, 1, "down", null);
            });
    for (String method :
        List.of(
            "self-consistency",
            "best-of-n",
            "debate",
            "debate-judge",
            "moa",
            "tot",
            "rap",
            "rstar",
            "econ-complete",
            "econ-hier")) {
      Episode episode = play(down, 1, method).get(0);
      assertThat(episode.status()).as(method).isEqualTo(Status.FAILED);
      assertThat(episode.correct()).as(method).isNull();
    }
    assertThat(accuracy(play(conforming(1), 10, "debate"))).isCloseTo(1, offset(0.0));
  }
}
