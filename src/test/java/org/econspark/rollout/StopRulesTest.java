package org.econspark.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.econspark.benchmark.Grader;
import org.econspark.benchmark.grading.Graders;
import org.econspark.config.Settings;
import org.econspark.episode.Decision;
import org.econspark.episode.PromptEmbedding;
import org.econspark.episode.Response;
import org.econspark.episode.Status;
import org.junit.jupiter.api.Test;

class StopRulesTest {
  private static final Grader GRADER = Graders.byName("exact");
  private static final Settings.Rounds THREE = new Settings.Rounds(3, 0.08, 0, true);

  @Test
  void withoutRefinementOneRoundIsAll() {
    assertThat(stop(new Settings.Rounds(0, 0.08, 0, true), "a")).contains("single_round");
  }

  @Test
  void goesOnWhileTheCommitmentChanges() {
    assertThat(stop(THREE, "a")).isEmpty();
    assertThat(stop(THREE, "a", "b")).isEmpty();
    assertThat(stop(THREE, "a", "b", "c")).isEmpty();
    assertThat(stop(THREE, "a", "b", "c", "d")).contains("all_rounds");
  }

  @Test
  void stopsWhenTheAnswerRepeats() {
    assertThat(stop(THREE, "a", "b", "b")).contains("answer_repeats");
    assertThat(stop(THREE, "Paris", " paris ")).contains("answer_repeats");
  }

  @Test
  void stopsWhenTwoAnswersTakeTurns() {
    assertThat(stop(THREE, "a", "b", "a", "b")).contains("oscillation");
    assertThat(stop(THREE, "a", "b", "a", "c")).contains("all_rounds");
  }

  @Test
  void roundsWithoutAnAnswerDoNotRepeatIt() {
    assertThat(stop(THREE, null, null)).isEmpty();
  }

  @Test
  void stopsAtTheTokenBudget() {
    Settings.Rounds budget = new Settings.Rounds(3, 0.08, 100, true);
    StopRules rules = new StopRules(budget, GRADER);
    assertThat(rules.afterRound(List.of(round("a", "x", "y")), 99)).isEmpty();
    assertThat(rules.afterRound(List.of(round("a", "x", "y")), 100)).contains("token_budget");
  }

  @Test
  void stopsOnFullAgreementWhereTheSettingsSaySo() {
    List<PlayedRound> agreed = List.of(round("b", "a", "a"));
    assertThat(new StopRules(THREE, GRADER).afterRound(agreed, 0)).contains("agreement");
    assertThat(new StopRules(THREE, GRADER).afterRound(List.of(round("b", "a", null)), 0))
        .isEmpty();
    Settings.Rounds always = new Settings.Rounds(3, 0.08, 0, false);
    assertThat(new StopRules(always, GRADER).afterRound(agreed, 0)).isEmpty();
  }

  @Test
  void controlsAreSettledBelowTheThresholdOnAverage() {
    StopRules rules = new StopRules(THREE, GRADER);
    List<Decision> before = List.of(decision(1, 0.5f), decision(0.5f, 0.5f));
    assertThat(rules.settled(before, List.of(decision(1.1f, 0.5f), decision(0.5f, 0.5f)))).isTrue();
    assertThat(rules.settled(before, List.of(decision(1.1f, 0.5f), decision(0.5f, 0.6f))))
        .isFalse();
  }

  private static Optional<String> stop(Settings.Rounds settings, String... commitments) {
    List<PlayedRound> rounds = new ArrayList<>();
    for (String commitment : commitments) {
      rounds.add(round(commitment, "one", "other"));
    }
    return new StopRules(settings, GRADER).afterRound(rounds, 1_000);
  }

  private static PlayedRound round(String commitment, String... answers) {
    List<Response> responses = new ArrayList<>();
    for (String answer : answers) {
      responses.add(response(answer));
    }
    return new PlayedRound(
        List.of(),
        List.of(),
        List.of(),
        responses,
        response(commitment),
        List.of(),
        null,
        List.of());
  }

  private static Decision decision(float temperature, float topP) {
    return new Decision(
        new PromptEmbedding(temperature, topP, 1), new float[] {temperature, topP}, -1, 0);
  }

  private static Response response(String answer) {
    return new Response(
        "executor",
        "answer",
        0,
        0,
        "m",
        new PromptEmbedding(1, 1, 1),
        1,
        "",
        answer,
        answer,
        null,
        Status.OK,
        null,
        "stop",
        1,
        1,
        0,
        1,
        0,
        false,
        "cpu",
        null);
  }
}
