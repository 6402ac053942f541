package org.econspark.rollout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;
import static org.econspark.rollout.ControlledTask.accuracy;
import static org.econspark.rollout.ControlledTask.play;

import java.util.List;
import org.apache.commons.math3.distribution.BinomialDistribution;
import org.assertj.core.data.Offset;
import org.econspark.agent.WorkedExample;
import org.econspark.episode.Episode;
import org.econspark.episode.Response;
import org.econspark.episode.Status;
import org.econspark.llm.ChatModel;
import org.junit.jupiter.api.Test;

/** Sampling and voting on a task where a scripted model errs at a known rate. */
class SamplingMethodsTest {
  private static final int PROBLEMS = 4000;

  /** Four standard errors of a share over {@link #PROBLEMS}. */
  private static final Offset<Double> NOISE = offset(4 * Math.sqrt(0.25 / PROBLEMS));

  private final ChatModel solver = ControlledTask.solver(0.7);

  @Test
  void singleAnswerIsRightAtTheModelsRate() {
    assertThat(accuracy(play(solver, PROBLEMS, "cot"))).isCloseTo(0.7, NOISE);
  }

  @Test
  void majorityOfExecutorsMatchesTheBinomialFormula() {
    for (int agents : new int[] {3, 5, 9}) {
      assertThat(accuracy(play(solver, PROBLEMS, "majority", "agents.count = " + agents)))
          .as("%d agents", agents)
          .isCloseTo(voteAccuracy(agents, 0.7), NOISE);
    }
  }

  @Test
  void selfConsistencyMatchesTheBinomialFormula() {
    for (int samples : new int[] {1, 5, 11}) {
      List<Episode> episodes =
          play(
              solver,
              PROBLEMS,
              "self-consistency",
              "methods.self-consistency.samples = " + samples);
      assertThat(accuracy(episodes))
          .as("%d samples", samples)
          .isCloseTo(voteAccuracy(samples, 0.7), NOISE);
      assertThat(episodes.get(0).responses()).hasSize(samples);
    }
    assertThat(
            accuracy(
                play(
                    ControlledTask.solver(0.3),
                    PROBLEMS,
                    "self-consistency",
                    "methods.self-consistency.samples = 11")))
        .as("below one half the vote makes it worse")
        .isCloseTo(voteAccuracy(11, 0.3), NOISE);
  }

  @Test
  void fewerSamplesAreTheFirstOfMore() {
    Episode few =
        play(solver, 1, "self-consistency", "methods.self-consistency.samples = 4").get(0);
    Episode more =
        play(solver, 1, "self-consistency", "methods.self-consistency.samples = 9").get(0);

    assertThat(more.responses().subList(0, 4)).isEqualTo(few.responses());
  }

  @Test
  void sampleWithoutAnAnswerHasNoVote() {
    ChatModel silent =
        ControlledTask.model(
            request ->
                ControlledTask.uniform(request) < 0.9 ? "I do not know." : ControlledTask.RIGHT);

    List<Episode> episodes =
        play(silent, 400, "self-consistency", "methods.self-consistency.samples = 5");

    for (Episode episode : episodes) {
      boolean anyAnswer = episode.responses().stream().anyMatch(r -> r.answer() != null);
      assertThat(episode.correct()).isEqualTo(anyAnswer);
      assertThat(episode.status()).isEqualTo(anyAnswer ? Status.OK : Status.NO_ANSWER);
    }
  }

  @Test
  void bestOfNWithAPerfectScoreIsTheOracle() {
    ChatModel perfect =
        ControlledTask.model(
            request ->
                request.answerRole().equals("score")
                    ? ControlledTask.candidates(request).equals(List.of("7")) ? "right." : "wrong."
                    : ControlledTask.solution(request, 0.3));

    List<Episode> episodes =
        play(
            perfect,
            1000,
            "best-of-n",
            "methods.best-of-n.samples = 4",
            "methods.best-of-n.by = score");

    for (Episode episode : episodes) {
      assertThat(episode.correct())
          .isEqualTo(
              episode.responses().stream()
                  .anyMatch(r -> r.stage().equals("direct") && Boolean.TRUE.equals(r.correct())));
    }
    assertThat(accuracy(episodes)).isCloseTo(1 - Math.pow(0.7, 4), offset(0.06));
  }

  @Test
  void bestOfNWithAUselessScoreIsASingleSample() {
    ChatModel useless =
        ControlledTask.model(
            request ->
                request.answerRole().equals("score")
                    ? "right."
                    : ControlledTask.solution(request, 0.3));

    assertThat(accuracy(play(useless, PROBLEMS, "best-of-n"))).isCloseTo(0.3, NOISE);
    assertThat(accuracy(play(useless, PROBLEMS, "best-of-n@logprob"))).isCloseTo(0.3, NOISE);
  }

  @Test
  void budgetGivesTheLeastNumberOfSamplesThatSpendsIt() {
    BenchmarkMaterial budget = new BenchmarkMaterial(List.of(), 6.2);

    assertThat(play(solver, 1, budget, "self-consistency").get(0).responses()).hasSize(7);
    assertThat(play(solver, 1, budget, "best-of-n@logprob").get(0).responses()).hasSize(7);
    assertThat(
            play(solver, 1, budget, "best-of-n").get(0).responses().stream()
                .map(Response::stage)
                .filter("direct"::equals))
        .as("a scored sample costs twice as much")
        .hasSize(4);
    assertThat(play(solver, 1, budget, "majority").get(0).responses())
        .as("the vote over given answers takes no budget")
        .hasSize(4);
  }

  @Test
  void fewShotShowsExamplesButNeverTheQuestionItself() {
    ChatModel reader =
        ControlledTask.model(
            request ->
                request.messages().stream().filter(m -> m.role().equals("solution")).count()
                    + " examples \\boxed{7}");
    BenchmarkMaterial material =
        new BenchmarkMaterial(
            List.of(
                new WorkedExample(ControlledTask.problem(0).question(), "\\boxed{7}"),
                new WorkedExample("What is 1+1?", "\\boxed{2}"),
                new WorkedExample("What is 1+2?", "\\boxed{3}")),
            Double.NaN);

    Episode first = play(reader, 1, material, "few-shot", "methods.few-shot.examples = 3").get(0);
    assertThat(first.responses().get(0).text()).startsWith("2 examples");
    Episode other = play(reader, 2, material, "few-shot", "methods.few-shot.examples = 2").get(1);
    assertThat(other.responses().get(0).text()).startsWith("2 examples");
  }

  /** Chance that more than half of an odd number of votes are right. */
  private static double voteAccuracy(int votes, double accuracy) {
    return 1 - new BinomialDistribution(null, votes, accuracy).cumulativeProbability(votes / 2);
  }
}
