package org.econspark.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.econspark.benchmark.Problem;
import org.econspark.config.Settings;
import org.econspark.config.SettingsLoader;
import org.econspark.episode.Episode;
import org.econspark.episode.Response;
import org.econspark.llm.ScriptedChatModel;
import org.junit.jupiter.api.Test;

class DeferredCallsTest {
  private final List<String> executorCalls = new ArrayList<>();

  @Test
  void coordinatorElsewhereGivesTheSameEpisodesAndAsksNobodyTwice() {
    Settings settings =
        new SettingsLoader().assignment("rounds = { max = 2, stop-on-agreement = false }").load();
    ScriptedChatModel model =
        new ScriptedChatModel(
            "m",
            "miniature",
            request -> {
              if (!List.of("strategy", "commit").contains(request.answerRole())) {
                executorCalls.add(request.callId());
              }
              return request.answerRole() + " \\boxed{" + request.seed() % 5 + "}";
            });
    Ensemble.Models models =
        new Ensemble.Models(model, List.of(model, model, model), () -> new ScriptedEmbedder(8));
    List<RolloutRunner.Assignment> assignments = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      Problem problem = new Problem("b", "p" + i, "h", "question " + i, "1", "exact", "", "");
      assignments.add(
          new RolloutRunner.Assignment(problem, Methods.byNames(List.of("econ-fixed")).get(0), 0));
    }
    RolloutRunner runner = new RolloutRunner(settings, own -> models, LearnedPlay.none(settings));
    List<Episode> beside = runner.play(assignments, BenchmarkMaterial.none());
    int callsBeside = executorCalls.size();
    executorCalls.clear();

    DeferredCalls deferred = new DeferredCalls();
    Optional<List<Episode>> elsewhere = runner.play(assignments, deferred);
    int passes = 1;
    while (elsewhere.isEmpty()) {
      deferred.answer(model, new WorkTimes());
      elsewhere = runner.play(assignments, deferred);
      passes++;
    }

    assertThat(texts(elsewhere.get())).isEqualTo(texts(beside));
    assertThat(passes).isGreaterThan(2);
    assertThat(executorCalls).hasSize(callsBeside).doesNotHaveDuplicates();
  }

  private static List<String> texts(List<Episode> episodes) {
    return episodes.stream().flatMap(e -> e.responses().stream()).map(Response::text).toList();
  }
}
