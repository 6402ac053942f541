package org.econspark.rollout;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.econspark.agent.PromptKind;
import org.econspark.agent.Seeds;
import org.econspark.benchmark.Grader;
import org.econspark.benchmark.Problem;
import org.econspark.benchmark.grading.Graders;
import org.econspark.config.MethodSettings;
import org.econspark.episode.Episode;
import org.econspark.episode.Response;

/**
 * rStar: a tree search whose rewards are the agreement between its own solutions, then mutual
 * consistency: a second model completes the beginning of each solution, and an answer counts as
 * often as it is reached again (Qi et al. 2024, arXiv 2408.06195). The second model is another one
 * of the ensemble where it has one. Differs from the source in the actions: one step or all that
 * remain, without rephrasing and sub-questions.
 */
final class RStarMethod implements Method {
  /** Beginnings shown to the second model are between these shares of a solution's lines. */
  private static final double LEAST_SHOWN = 0.2;

  private static final double MOST_SHOWN = 0.8;

  @Override
  public String name() {
    return "rstar";
  }

  @Override
  public Set<PromptKind> needs() {
    return EnumSet.of(PromptKind.STEP);
  }

  @Override
  public CompletableFuture<Episode> play(Problem problem, int repeat, Ensemble ensemble) {
    MethodSettings.RStar settings = ensemble.methods().rStar();
    EpisodeBuilder episode =
        new EpisodeBuilder(this, problem, repeat, ensemble)
            .rounds(settings.search().iterations(), "all_iterations");
    SolutionTree tree =
        new SolutionTree(
            episode, problem, repeat, ensemble, settings.search(), new Agreement(episode.grader()));
    return tree.search()
        .thenCompose(
            leaves ->
                leaves.isEmpty()
                    ? CompletableFuture.completedFuture(episode.failed(tree.failure()))
                    : choose(episode, problem, repeat, ensemble, leaves));
  }

  /** A solution is worth the share of those found so far that agree with it. */
  private record Agreement(Grader grader) implements SolutionTree.Rewards {

    @Override
    public CompletableFuture<Double> prior(Solution begun) {
      return CompletableFuture.completedFuture(0.0);
    }

    @Override
    public CompletableFuture<Double> of(SolutionTree.Leaf leaf, List<SolutionTree.Leaf> before) {
      long same = before.stream().filter(other -> agree(leaf, other.answer(), grader)).count();
      return CompletableFuture.completedFuture(
          leaf.answer() == null ? 0.0 : (same + 1.0) / (before.size() + 1.0));
    }
  }

  private static boolean agree(SolutionTree.Leaf leaf, String answer, Grader grader) {
    return leaf.answer() != null
        && answer != null
        && grader.voteKey(leaf.answer()).equals(grader.voteKey(answer));
  }

  private static CompletableFuture<Episode> choose(
      EpisodeBuilder episode,
      Problem problem,
      int repeat,
      Ensemble ensemble,
      List<SolutionTree.Leaf> leaves) {
    MethodSettings.RStar settings = ensemble.methods().rStar();
    List<CompletableFuture<Response>> checks = new ArrayList<>();
    for (int i = 0; i < leaves.size() * settings.checks(); i++) {
      checks.add(check(problem, repeat, ensemble, leaves.get(i / settings.checks()).text(), i));
    }
    return Futures.all(checks)
        .thenApply(
            completions -> {
              completions.forEach(episode::call);
              Map<String, Double> weights = new HashMap<>();
              for (int i = 0; i < completions.size(); i++) {
                SolutionTree.Leaf leaf = leaves.get(i / settings.checks());
                if (leaf.answer() != null) {
                  boolean again = agree(leaf, completions.get(i).answer(), episode.grader());
                  // Where nothing is reached again, the plain vote decides.
                  double weight = (again ? 1 : 0) + 1.0 / (completions.size() + 1);
                  weights.merge(episode.grader().voteKey(leaf.answer()), weight, Double::sum);
                }
              }
              return episode.endWithText(best(leaves, weights, episode.grader()));
            });
  }

  /** The second model goes on from the beginning of a solution. */
  private static CompletableFuture<Response> check(
      Problem problem, int repeat, Ensemble ensemble, String solution, int index) {
    MethodSettings.Draw draw = ensemble.methods().rStar().search().draw();
    List<String> lines = solution.strip().lines().toList();
    long dice =
        new Seeds(ensemble.settings().run().seed())
            .derive(problem.problemId(), "rstar-cut", index, 0, repeat);
    double share = LEAST_SHOWN + (MOST_SHOWN - LEAST_SHOWN) * ((dice >>> 11) / (double) (1L << 52));
    int shown = (int) Math.min(lines.size() - 1, Math.max(0, Math.round(share * lines.size())));
    String begun =
        String.join("", lines.subList(0, shown).stream().map(line -> line + "\n").toList());
    return ensemble
        .cast()
        .checker(index)
        .check(problem, begun, Ensemble.controls(draw), repeat, Graders.byName(problem.grader()));
  }

  private static String best(
      List<SolutionTree.Leaf> leaves, Map<String, Double> weights, Grader grader) {
    SolutionTree.Leaf best = leaves.get(0);
    double most = -1;
    for (SolutionTree.Leaf leaf : leaves) {
      double weight = leaf.answer() == null ? -1 : weights.get(grader.voteKey(leaf.answer()));
      if (weight > most) {
        most = weight;
        best = leaf;
      }
    }
    return best.text();
  }
}
