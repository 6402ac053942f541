package org.econspark.rollout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.econspark.config.Settings;
import org.econspark.config.SettingsLoader;
import org.econspark.episode.PromptEmbedding;
import org.econspark.llm.ChatModel;
import org.econspark.llm.CompletionRequest;
import org.econspark.reward.RewardWeights;
import org.junit.jupiter.api.Test;

/** Unilateral deviations of agents whose answers are right at low temperatures alone. */
class DeviationPlayTest {
  private static final List<PromptEmbedding> GRID =
      List.of(new PromptEmbedding(0.2, 0.9, 1), new PromptEmbedding(1.8, 0.9, 1));
  private static final int AGENTS = 3;

  private final List<CompletionRequest> requests = new ArrayList<>();

  @Test
  void onlyTheDeviatingAgentsAnswerChanges() {
    // Agent 0 plays hot and is wrong; the others are cool and right.
    Deviations played = play(new double[] {1.8, 0.2, 0.2}, GRID);

    assertThat(played.problem()).isEqualTo("task/p0");
    // The task's score alone is rewarded.
    assertThat(played.obtained()).containsExactly(0, 1, 1);
    assertThat(played.deviated()[0]).containsExactly(1, 0);
    assertThat(played.deviated()[1]).containsExactly(1, 0);
    assertThat(played.played()).extracting(PromptEmbedding::temperature).contains(1.8, 0.2, 0.2);
  }

  @Test
  void callsAreStrategyAnswersCommitmentAndTwoForEachDeviation() {
    play(new double[] {0.2, 0.2, 0.2}, GRID);

    // Each agent's right answer at another top-p leaves the team's answers as they were, and their
    // commitment is not asked for again.
    assertThat(requests).hasSize(2 + AGENTS + 2 * AGENTS * GRID.size() - AGENTS);
  }

  @Test
  void withoutAStrategyNoneIsAskedFor() {
    play(new double[] {0.2, 0.2, 0.2}, GRID, "coordinator.strategy = none");

    assertThat(requests).extracting(CompletionRequest::answerRole).doesNotContain("strategy");
  }

  @Test
  void criticsGapIsItsBestCandidateAboveWhatWasPlayed() {
    // The scripted critic's value of a control is its temperature, of what is played 0.25.
    assertThat(play(new double[] {0.2, 0.2, 0.2}, GRID).criticGaps()[2])
        .isCloseTo(1.55, within(1e-9));
    assertThat(play(new double[] {0.2, 0.2, 0.2}, GRID.subList(0, 1)).criticGaps()[2]).isZero();
  }

  @Test
  void sameControlsGiveTheSameRewardAndFixedControlsHaveNoCritic() {
    Settings settings = settings("controls.fixed = [{ temperature = 0.2, top-p = 0.9 }]");
    Deviations played = play("econ-fixed", LearnedPlay.none(settings), settings, GRID);

    assertThat(played.deviated()[1][0]).isEqualTo(played.obtained()[1]);
    assertThat(played.criticGaps()).isNull();
  }

  private Deviations play(
      double[] temperatures, List<PromptEmbedding> candidates, String... assignments) {
    Settings settings = settings(assignments);
    LearnedPlay learned =
        new LearnedPlay(
            Map.of("econ", new ScriptedPolicy((agent, seen) -> temperatures[agent])),
            RewardWeights.of(settings.reward()),
            false,
            true);
    return play("econ", learned, settings, candidates);
  }

  private Deviations play(
      String method, LearnedPlay learned, Settings settings, List<PromptEmbedding> candidates) {
    ChatModel model =
        ControlledTask.model(
            request -> {
              requests.add(request);
              return switch (request.answerRole()) {
                case "strategy" -> "Add them.";
                case "commit" -> "1 ok. \\boxed{7}";
                default ->
                    request.controls().temperature() > 1
                        ? ControlledTask.WRONG
                        : ControlledTask.RIGHT;
              };
            });
    return new RolloutRunner(
            settings,
            own ->
                new Ensemble.Models(
                    model, Collections.nCopies(AGENTS, model), () -> new ScriptedEmbedder(8)),
            learned)
        .deviate(
            List.of(ControlledTask.problem(0)),
            Methods.byNames(List.of(method)).get(0),
            1,
            Collections.nCopies(AGENTS, candidates))
        .get(0);
  }

  private static Settings settings(String... assignments) {
    SettingsLoader loader =
        new SettingsLoader()
            .assignment("agents.count = " + AGENTS)
            .assignment("reward.weights = { al = 0, ts = 1, cc = 0 }");
    for (String assignment : assignments) {
      loader.assignment(assignment);
    }
    return loader.load();
  }
}
