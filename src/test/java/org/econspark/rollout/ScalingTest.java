package org.econspark.rollout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.econspark.rollout.ControlledTask.play;

import java.util.ArrayList;
import java.util.List;
import org.econspark.episode.Episode;
import org.econspark.episode.Response;
import org.econspark.evaluation.LinearFit;
import org.econspark.llm.ChatModel;
import org.junit.jupiter.api.Test;

/** Calls and tokens by number of agents, and the two levels of the hierarchy. */
class ScalingTest {
  private static final int[] SIZES = {3, 4, 6, 9, 16};

  /** Answers of one length; a coordinator's share of the prompt grows with what it reads. */
  private static final ChatModel MODEL =
      ControlledTask.model(
          request ->
              switch (request.answerRole()) {
                case "strategy", "local" -> "First add the numbers.";
                case "commit" -> "1 ok. \\boxed{7}";
                default -> ControlledTask.RIGHT;
              });

  private static Episode episode(String method, int agents) {
    return play(MODEL, 1, method, "agents.count = " + agents, "methods.debate.agents = " + agents)
        .get(0);
  }

  private static LinearFit fit(String method, boolean tokens) {
    List<Double> agents = new ArrayList<>();
    List<Double> costs = new ArrayList<>();
    for (int n : SIZES) {
      Episode episode = episode(method, n);
      agents.add((double) n);
      costs.add(
          tokens
              ? (double) episode.promptTokens() + episode.completionTokens()
              : (double) episode.responses().size());
    }
    return LinearFit.of(agents, costs);
  }

  @Test
  void callsAndTokensOfEconGrowLinearly() {
    LinearFit calls = fit("econ-fixed", false);
    assertThat(calls.slope()).isEqualTo(1);
    assertThat(calls.rSquared()).isEqualTo(1);
    assertThat(fit("econ-fixed", true).rSquared()).isGreaterThan(0.999);
  }

  @Test
  void tokensOfDebateGrowFasterThanLinearly() {
    LinearFit debate = fit("debate", true);
    assertThat(debate.slope()).isGreaterThan(3 * fit("econ-fixed", true).slope());
    assertThat(debate.rSquared()).isLessThan(fit("econ-fixed", true).rSquared());
  }

  @Test
  void clustersAreAsFewAndAsEvenAsTheirLimitAllows() {
    for (int agents = 1; agents <= 64; agents++) {
      List<Coordination.Cluster> clusters = Coordination.Cluster.of(agents, 4);
      assertThat(clusters).hasSize((agents + 3) / 4);
      assertThat(clusters.get(0).first()).isZero();
      assertThat(clusters.get(clusters.size() - 1).end()).isEqualTo(agents);
      List<Integer> sizes = clusters.stream().map(c -> c.end() - c.first()).toList();
      assertThat(sizes.stream().mapToInt(s -> s).max().orElseThrow()).isLessThanOrEqualTo(4);
      assertThat(
              sizes.stream().mapToInt(s -> s).max().orElseThrow()
                  - sizes.stream().mapToInt(s -> s).min().orElseThrow())
          .isLessThanOrEqualTo(1);
    }
  }

  @Test
  void nineAgentsPlayInThreeClustersUnderOneGlobalCoordinator() {
    List<Response> responses = episode("econ-hier", 9).responses();

    assertThat(responses).filteredOn(r -> r.role().equals("executor")).hasSize(9);
    assertThat(responses).filteredOn(r -> r.role().equals("local_coordinator")).hasSize(6);
    assertThat(responses).filteredOn(r -> r.role().equals("coordinator")).hasSize(2);
    int single = commitmentPrompt(episode("econ-fixed", 9).responses());
    assertThat(commitmentPrompt(responses)).isLessThan(single);
    assertThat(episode("econ-hier", 9).correct()).isTrue();
  }

  @Test
  void anyControlsPlayInClustersBySetting() {
    List<Response> clusters =
        play(MODEL, 1, "econ-fixed", "agents.count = 9", "hierarchy.clusters = true")
            .get(0)
            .responses();

    assertThat(clusters).isEqualTo(episode("econ-hier", 9).responses());
  }

  private static int commitmentPrompt(List<Response> responses) {
    return responses.stream()
        .filter(r -> r.stage().equals("commitment"))
        .mapToInt(Response::promptTokens)
        .max()
        .orElseThrow();
  }

  @Test
  void singleClusterNeedsNoSecondLevel() {
    List<Response> responses = episode("econ-hier", 3).responses();

    assertThat(responses).filteredOn(r -> r.stage().equals("commitment")).hasSize(1);
    assertThat(responses).filteredOn(r -> r.role().equals("local_coordinator")).hasSize(2);
  }

  @Test
  void withoutAStrategyExecutorsSeeTheBareQuestion() {
    List<Response> responses = play(MODEL, 1, "econ-fixed@no-strategy").get(0).responses();

    assertThat(responses).hasSize(4).noneMatch(r -> r.stage().equals("strategy"));
    Episode detailed = play(MODEL, 1, "econ-fixed@detailed-strategy").get(0);
    assertThat(detailed.method()).isEqualTo("econ-fixed@detailed-strategy");
    assertThat(detailed.responses().get(0).stage()).isEqualTo("detailed-strategy");
  }

  @Test
  void variantsOfSizeShareTheirFirstAgents() {
    List<Response> three = play(MODEL, 1, "econ-fixed@n3").get(0).responses();
    List<Response> nine = play(MODEL, 1, "econ-fixed@n9").get(0).responses();

    assertThat(nine.subList(0, 4)).isEqualTo(three.subList(0, 4));
    assertThat(nine).hasSize(11);
  }
}
