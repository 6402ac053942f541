package org.econspark.rollout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.econspark.rollout.ControlledTask.accuracy;
import static org.econspark.rollout.ControlledTask.play;

import java.util.List;
import java.util.SplittableRandom;
import org.econspark.episode.Episode;
import org.econspark.episode.Response;
import org.econspark.llm.ChatModel;
import org.econspark.llm.CompletionRequest;
import org.junit.jupiter.api.Test;

/**
 * Searches over steps. The task has three steps, "1", "2" and the box; each step is wrong ("?")
 * with a known probability, and a wrong step makes the answer wrong.
 */
class SearchMethodsTest {
  private static final double STEP_ACCURACY = 0.6;
  private static final int PROBLEMS = 300;

  /**
   * @param scores whether the coordinator tells right from wrong beginnings
   */
  private static ChatModel stepwise(boolean scores) {
    return ControlledTask.model(
        request -> {
          if (request.answerRole().equals("score")) {
            String shown = request.messages().get(1).content();
            return scores && (shown.contains("?") || shown.contains("boxed{0}"))
                ? "wrong."
                : "right.";
          }
          return request.stop().isEmpty() ? rest(request) : step(request, request.prefix(), 0);
        });
  }

  private static String rest(CompletionRequest request) {
    StringBuilder text = new StringBuilder(request.prefix());
    for (int i = 0; !text.toString().contains("boxed"); i++) {
      text.append(step(request, text.toString(), i)).append('\n');
    }
    return text.substring(request.prefix().length());
  }

  private static String step(CompletionRequest request, String begun, int draw) {
    SplittableRandom random = new SplittableRandom(request.seed() + 31L * draw);
    boolean right = random.nextDouble() < STEP_ACCURACY;
    long lines = begun.lines().count();
    if (lines < 2) {
      return right ? Long.toString(lines + 1) : "?";
    }
    return begun.contains("?") || !right ? "\\boxed{0}" : "\\boxed{7}";
  }

  @Test
  void searchWithScoresBeatsASingleSolution() {
    double single = accuracy(play(stepwise(true), PROBLEMS, "cot"));
    assertThat(single).isBetween(0.1, 0.35);
    for (String method : List.of("tot", "rap")) {
      assertThat(accuracy(play(stepwise(true), PROBLEMS, method)))
          .as(method)
          .isGreaterThan(single + 0.2);
    }
  }

  @Test
  void treeOfThoughtsWithoutUsefulScoresIsNoBetterThanASample() {
    double single = accuracy(play(stepwise(false), PROBLEMS, "cot"));
    assertThat(accuracy(play(stepwise(false), PROBLEMS, "tot"))).isLessThan(single + 0.12);
  }

  @Test
  void treeOfThoughtsKeepsTheBreadthAndStopsAtTheAnswer() {
    Episode episode =
        play(stepwise(true), 1, "tot", "methods.tot.breadth = 2", "methods.tot.proposals = 3")
            .get(0);

    assertThat(episode.responses())
        .filteredOn(r -> r.stage().equals("step") && r.round() == 0)
        .hasSize(3);
    assertThat(episode.responses())
        .filteredOn(r -> r.stage().equals("step") && r.round() == 1)
        .hasSizeLessThanOrEqualTo(6);
    assertThat(episode.stopReason()).isEqualTo("finished");
    assertThat(episode.answer()).isNotNull();
  }

  @Test
  void rstarPrefersAnswersThatASecondModelReachesAgain() {
    List<Episode> episodes = play(stepwise(true), PROBLEMS, "rstar");

    assertThat(accuracy(episodes)).isGreaterThan(0.15);
    Episode episode = episodes.get(0);
    assertThat(episode.responses()).noneMatch(r -> r.stage().equals("score"));
    assertThat(episode.responses()).filteredOn(r -> r.stage().equals("check")).isNotEmpty();
  }

  @Test
  void everyCallIsCountedOnce() {
    for (String method : List.of("tot", "rap", "rstar")) {
      List<Response> responses = play(stepwise(true), 1, method).get(0).responses();
      assertThat(responses).as(method).doesNotHaveDuplicates();
    }
  }

  @Test
  void sameSeedGivesTheSameSearch() {
    for (String method : List.of("tot", "rap", "rstar")) {
      assertThat(play(stepwise(true), 5, method).stream().map(Episode::responses))
          .as(method)
          .isEqualTo(play(stepwise(true), 5, method).stream().map(Episode::responses).toList());
    }
  }
}
