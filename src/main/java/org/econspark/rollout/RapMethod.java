package org.econspark.rollout;

import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.econspark.agent.PromptKind;
import org.econspark.benchmark.Grader;
import org.econspark.benchmark.Problem;
import org.econspark.config.MethodSettings;
import org.econspark.episode.Episode;

/**
 * Reasoning as planning: Monte Carlo tree search over the steps of a solution with the
 * coordinator's scores of partial and whole solutions as rewards; the answers found vote with their
 * rewards (Hao et al. 2023, arXiv 2305.14992, RAP-Aggregation). Differs from the source in that a
 * simulation is one completion instead of a greedy walk step by step.
 */
final class RapMethod implements Method {

  @Override
  public String name() {
    return "rap";
  }

  @Override
  public Set<PromptKind> needs() {
    return EnumSet.of(PromptKind.STEP, PromptKind.SCORE);
  }

  @Override
  public CompletableFuture<Episode> play(Problem problem, int repeat, Ensemble ensemble) {
    MethodSettings.TreeSearch settings = ensemble.methods().rap();
    EpisodeBuilder episode =
        new EpisodeBuilder(this, problem, repeat, ensemble)
            .rounds(settings.iterations(), "all_iterations");
    SolutionTree tree =
        new SolutionTree(
            episode,
            problem,
            repeat,
            ensemble,
            settings,
            new CoordinatorScores(episode, problem, repeat, ensemble));
    return tree.search()
        .thenApply(
            leaves ->
                leaves.isEmpty()
                    ? episode.failed(tree.failure())
                    : episode.endWithText(best(leaves, episode.grader())));
  }

  /** The coordinator's belief in what was written so far. */
  private record CoordinatorScores(
      EpisodeBuilder episode, Problem problem, int repeat, Ensemble ensemble)
      implements SolutionTree.Rewards {

    @Override
    public CompletableFuture<Double> prior(Solution begun) {
      return score(begun.text(), begun.finished(problem, episode.grader()), begun.depth());
    }

    @Override
    public CompletableFuture<Double> of(SolutionTree.Leaf leaf, List<SolutionTree.Leaf> before) {
      return leaf.answer() == null
          ? CompletableFuture.completedFuture(0.0)
          : score(leaf.text(), true, 0);
    }

    private CompletableFuture<Double> score(String text, boolean whole, int depth) {
      return ensemble
          .coordinator()
          .score(problem, text, whole, depth, repeat)
          .thenApply(
              assessment -> {
                episode.call(assessment.response());
                return assessment.score();
              });
    }
  }

  /** The text of the first solution with the answer of most reward. */
  private static String best(List<SolutionTree.Leaf> leaves, Grader grader) {
    Map<String, Double> sums = new HashMap<>();
    for (SolutionTree.Leaf leaf : leaves) {
      if (leaf.answer() != null) {
        sums.merge(grader.voteKey(leaf.answer()), leaf.reward(), Double::sum);
      }
    }
    SolutionTree.Leaf best = leaves.get(0);
    double most = -1;
    for (SolutionTree.Leaf leaf : leaves) {
      double sum = leaf.answer() == null ? -1 : sums.get(grader.voteKey(leaf.answer()));
      if (sum > most) {
        most = sum;
        best = leaf;
      }
    }
    return best.text();
  }
}
