package org.econspark.rollout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.econspark.benchmark.Problem;
import org.econspark.config.Settings;
import org.econspark.config.SettingsLoader;
import org.econspark.episode.AgentReward;
import org.econspark.episode.Episode;
import org.econspark.episode.Failure;
import org.econspark.episode.Observation;
import org.econspark.episode.PlayedStep;
import org.econspark.episode.Policy;
import org.econspark.episode.Response;
import org.econspark.episode.Status;
import org.econspark.llm.CompletionRequest;
import org.econspark.llm.Embedder;
import org.econspark.llm.FailureKind;
import org.econspark.llm.LlmException;
import org.econspark.llm.ScriptedChatModel;
import org.econspark.reward.RewardWeights;
import org.junit.jupiter.api.Test;

class RoundsPlayTest {
  private static final Problem PROBLEM =
      new Problem("b", "p-1", "hash", "How many apples?", "7", "exact", "", "");

  private final List<CompletionRequest> requests = new ArrayList<>();
  private Embedder embedder = new ScriptedEmbedder(16);

  @Test
  void oneRoundGivesTrajectoryRewardsAndControlsOfEachAgent() {
    Episode episode =
        play(
            settings("agents.count = 2"),
            temperatureOf(0.5, 1.5),
            request -> hot(request) ? "\\boxed{8}" : "\\boxed{7}");

    assertThat(episode.status()).isEqualTo(Status.OK);
    assertThat(episode.stopReason()).isEqualTo("single_round");
    assertThat(episode.correct()).isTrue();
    assertThat(answers(episode))
        .extracting(r -> r.controls().temperature())
        .containsExactly(0.5, 1.5);
    assertThat(episode.learning().weightsVersion()).isEqualTo(7);
    assertThat(episode.learning().trajectory().steps()).hasSize(1);
    PlayedStep step = episode.learning().trajectory().steps().get(0);
    assertThat(step.teamReward()).isEqualTo(1);
    assertThat(step.actions().get(1)).containsExactly(1.5f, 0.5f);
    assertThat(step.observations()).allMatch(o -> o.history().isEmpty());
    List<AgentReward> rewards = answers(episode).stream().map(Response::reward).toList();
    assertThat(rewards).extracting(AgentReward::taskSpecific).containsExactly(1.0, 0.0);
    assertThat(rewards).extracting(AgentReward::qValue).containsOnly(0.25);
    assertThat(step.rewards()[0]).isCloseTo(rewards.get(0).reward(), within(1e-12));
    assertThat(step.rewards()[0]).isGreaterThan(step.rewards()[1]);
  }

  @Test
  void randomRewardsHaveNothingToDoWithTheAnswers() {
    Settings settings = settings("agents.count = 2", "reward.random = true");
    PlayedStep right = step(play(settings, temperatureOf(0.5, 1.5), request -> "\\boxed{7}"));
    PlayedStep wrong = step(play(settings, temperatureOf(0.5, 1.5), request -> "\\boxed{8}"));

    assertThat(right.rewards()).isEqualTo(wrong.rewards());
    assertThat(right.rewards()[0]).isStrictlyBetween(0.0, 1.0).isNotEqualTo(right.rewards()[1]);
    assertThat(right.teamReward()).isStrictlyBetween(0.0, 1.0);
  }

  @Test
  void agentsInClustersAreRewardedByTheirClustersCommitment() {
    Episode episode =
        play(
            settings("agents.count = 6", "hierarchy.clusters = true", "hierarchy.cluster-size = 3"),
            temperatureOf(0.5, 0.5, 0.5, 0.5, 0.5, 0.5),
            request -> "\\boxed{7}");

    assertThat(episode.responses())
        .filteredOn(r -> r.stage().equals("commitment"))
        .extracting(Response::role)
        .containsExactly("local_coordinator", "local_coordinator", "coordinator");
    // All commitments have the same text here, so the cluster's reward is 1.
    List<AgentReward> rewards = answers(episode).stream().map(Response::reward).toList();
    assertThat(rewards).hasSize(6).allMatch(r -> r.actionLikelihood() > 0);
    assertThat(step(episode).observations()).hasSize(6);
  }

  @Test
  void embeddingThatFailsFailsTheEpisodeWithItsKind() {
    embedder = new FailingEmbedder(FailureKind.UNREACHABLE);
    Episode episode =
        play(settings("agents.count = 2"), temperatureOf(0.5, 1.5), request -> "I fail \\boxed{7}");

    assertThat(episode.status()).isEqualTo(Status.FAILED);
    assertThat(episode.failure())
        .isEqualTo(new Failure("unreachable", "Cannot embed: unreachable"));
    assertThat(answers(episode)).as("what was called is kept").hasSize(2);
  }

  private static PlayedStep step(Episode episode) {
    return episode.learning().trajectory().steps().get(0);
  }

  @Test
  void refinementShowsAgentsTheirOwnAnswerAndTheCommitmentAlone() {
    Episode episode =
        play(
            settings("agents.count = 2", "rounds.max = 2"),
            byRound(0.2, 1.0, 1.9),
            request ->
                "revise".equals(request.answerRole())
                    ? "second \\boxed{7}"
                    : "first \\boxed{" + request.seed() + "}");

    assertThat(episode.rounds()).isEqualTo(2);
    assertThat(episode.stopReason()).isEqualTo("agreement");
    assertThat(episode.learning().trajectory().steps()).hasSize(2);
    List<Observation> second = episode.learning().trajectory().steps().get(1).observations();
    assertThat(second).allMatch(o -> o.history().size() == 1);
    assertThat(second.get(0).history().get(0).controls().temperature()).isEqualTo(0.2);
    assertThat(requests)
        .filteredOn(r -> r.answerRole().equals("revise"))
        .hasSize(2)
        .allSatisfy(
            r ->
                assertThat(r.messages())
                    .filteredOn(m -> m.role().equals("candidate"))
                    .hasSize(2)
                    .extracting(m -> m.content())
                    .anyMatch(text -> text.contains("first"))
                    .anyMatch(text -> text.contains("commitment")));
  }

  @Test
  void controlsThatStandStillEndTheEpisodeBeforeNewAnswers() {
    Episode episode =
        play(
            settings("agents.count = 2", "rounds.max = 3"),
            byRound(0.20, 0.25, 0.30),
            request -> "\\boxed{" + request.seed() + "}");

    assertThat(episode.rounds()).isEqualTo(1);
    assertThat(episode.stopReason()).isEqualTo("controls_settled");
    assertThat(requests).noneMatch(r -> r.answerRole().equals("revise"));
  }

  @Test
  void bestSupportedCommitmentIsKept() {
    // Round 0: both agents say what the commitment says but for the form; round 1: nobody does.
    Episode episode =
        play(
            settings("agents.count = 2", "rounds.max = 1", "rounds.stop-on-agreement = false"),
            byRound(0.2, 1.0),
            request -> "revise".equals(request.answerRole()) ? "\\boxed{9}" : "\\boxed{7}",
            request -> requests.stream().anyMatch(RoundsPlayTest::revises) ? "8" : "7");

    assertThat(episode.rounds()).isEqualTo(2);
    assertThat(episode.answer()).isEqualTo("7");
    assertThat(episode.commitment()).contains("\\boxed{7}");
  }

  @Test
  void failedLaterRoundKeepsTheEarlierCommitment() {
    Episode episode =
        play(
            settings("agents.count = 2", "rounds.max = 1"),
            byRound(0.2, 1.0),
            request -> {
              if (revises(request)) {
                throw new LlmException(FailureKind.TIMEOUT, 1, "too slow", null);
              }
              return "\\boxed{" + request.controls().temperature() + request.seed() + "}";
            });

    assertThat(episode.status()).isEqualTo(Status.OK);
    assertThat(episode.stopReason()).isEqualTo("round_failed");
    assertThat(episode.learning().trajectory().steps()).hasSize(1);
  }

  @Test
  void failedAnswerEarnsNothingAndIsShownAsMissing() {
    Episode episode =
        play(
            settings("agents.count = 2", "rounds.max = 1"),
            (agent, seen) -> (agent == 0 ? 0.5 : 1.5) + 0.3 * seen.history().size(),
            request -> {
              if (hot(request)) {
                throw new LlmException(FailureKind.TIMEOUT, 1, "too slow", null);
              }
              return "\\boxed{7" + request.seed() + "}";
            });

    List<PlayedStep> steps = episode.learning().trajectory().steps();
    assertThat(steps).hasSize(2);
    assertThat(steps.get(0).rewards()[1]).isZero();
    assertThat(steps.get(0).rewards()[0]).isPositive();
    assertThat(steps.get(1).observations().get(1).history().get(0).answer()).isNull();
  }

  @Test
  void fixedControlsRefineWithoutAControlRule() {
    Settings settings =
        settings("agents.count = 2", "rounds.max = 3", "rounds.stop-on-agreement = false");
    Episode episode =
        run(
            settings,
            new EconFixedMethod(),
            LearnedPlay.none(settings),
            request -> "\\boxed{" + request.seed() + "}",
            request -> Long.toString(request.seed()));

    assertThat(episode.rounds()).isEqualTo(4);
    assertThat(episode.stopReason()).isEqualTo("all_rounds");
    assertThat(episode.learning()).isNull();
  }

  @Test
  void leaveOneOutMayAskTheCoordinatorAgain() {
    Settings settings = settings("agents.count = 3", "reward.outcome = commitment");
    Episode episode = play(settings, temperatureOf(0.5, 1.0, 1.9), r -> "\\boxed{7}");

    assertThat(episode.responses())
        .filteredOn(r -> r.stage().startsWith("commitment-without"))
        .extracting(Response::stage)
        .containsExactly("commitment-without-0", "commitment-without-1", "commitment-without-2");
  }

  private static boolean hot(CompletionRequest request) {
    return request.controls().temperature() > 1;
  }

  private static boolean revises(CompletionRequest request) {
    return request.answerRole().equals("revise");
  }

  private static Policy policy(Temperatures temperatures) {
    return new ScriptedPolicy(temperatures::of);
  }

  private interface Temperatures {
    double of(int agent, Observation seen);
  }

  private static Temperatures temperatureOf(double... perAgent) {
    return (agent, seen) -> perAgent[agent];
  }

  private static Temperatures byRound(double... perRound) {
    return (agent, seen) -> perRound[seen.history().size()];
  }

  private static Settings settings(String... assignments) {
    SettingsLoader loader = new SettingsLoader();
    for (String assignment : assignments) {
      loader.assignment(assignment);
    }
    return loader.load();
  }

  private Episode play(
      Settings settings, Temperatures temperatures, Function<CompletionRequest, String> executors) {
    return play(settings, temperatures, executors, request -> "7");
  }

  private Episode play(
      Settings settings,
      Temperatures temperatures,
      Function<CompletionRequest, String> executors,
      Function<CompletionRequest, String> commitments) {
    LearnedPlay learned =
        new LearnedPlay(
            Map.of("econ", policy(temperatures)), RewardWeights.of(settings.reward()), true, true);
    return run(settings, new EconMethod("econ"), learned, executors, commitments);
  }

  private Episode run(
      Settings settings,
      Method method,
      LearnedPlay learned,
      Function<CompletionRequest, String> executors,
      Function<CompletionRequest, String> commitments) {
    ScriptedChatModel model =
        new ScriptedChatModel(
            "scripted",
            "miniature",
            request -> {
              requests.add(request);
              return switch (request.answerRole()) {
                case "strategy" -> "count them";
                case "commit" -> "commitment \\boxed{" + commitments.apply(request) + "}";
                default -> executors.apply(request);
              };
            });
    Ensemble.Models models =
        new Ensemble.Models(
            model, Collections.nCopies(settings.agents().count(), model), () -> embedder);
    return new RolloutRunner(settings, own -> models, learned)
        .play(
            List.of(
                new RolloutRunner.Assignment(
                    PROBLEM, new NamedMethod(method.name(), method, ""), 0)),
            BenchmarkMaterial.none())
        .get(0);
  }

  private static List<Response> answers(Episode episode) {
    return episode.responses().stream().filter(r -> r.stage().equals("answer")).toList();
  }
}
