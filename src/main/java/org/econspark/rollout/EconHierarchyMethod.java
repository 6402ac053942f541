package org.econspark.rollout;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.econspark.agent.Coordinator;
import org.econspark.agent.PromptKind;
import org.econspark.benchmark.Problem;
import org.econspark.config.Settings;
import org.econspark.episode.Episode;
import org.econspark.episode.Response;

/**
 * ECON in two levels: the global coordinator's strategy is refined by the local coordinator of each
 * cluster, whose executor agents answer under it; the local coordinator merges their answers into
 * the cluster's commitment c_k, and the global one merges these into C (paper, Alg. 2). The agents
 * are dealt to the least number of clusters, as even as possible. Controls from the settings.
 *
 * <p>A single cluster has no second level: its commitment is C.
 */
final class EconHierarchyMethod implements Method {

  @Override
  public String name() {
    return "econ-hier";
  }

  @Override
  public Set<PromptKind> needs() {
    Set<PromptKind> needs = EnumSet.copyOf(FixedControlsRound.NEEDS_WITH_COMMITMENT);
    needs.add(PromptKind.LOCAL_STRATEGY);
    return needs;
  }

  /** Agents from {@code first} to before {@code end}. */
  record Cluster(int index, int first, int end) {

    /** All clusters of {@code agents} agents, none with more than {@code most}. */
    static List<Cluster> of(int agents, int most) {
      int count = (agents + most - 1) / most;
      return IntStream.range(0, count)
          .mapToObj(k -> new Cluster(k, k * agents / count, (k + 1) * agents / count))
          .toList();
    }
  }

  /**
   * What a cluster came to.
   *
   * @param strategy null if none was asked for
   * @param commitment null if there was nothing to merge
   */
  private record ClusterPlay(Response strategy, List<Response> answers, Response commitment) {}

  @Override
  public CompletableFuture<Episode> play(Problem problem, int repeat, Ensemble ensemble) {
    EpisodeBuilder episode = new EpisodeBuilder(this, problem, repeat, ensemble);
    if (ensemble.settings().coordinator().strategy() == Settings.StrategyKind.NONE) {
      return playClusters(episode, problem, repeat, ensemble, null);
    }
    return ensemble
        .coordinator()
        .strategy(problem, repeat)
        .thenCompose(
            strategy -> {
              episode.strategy(strategy);
              return strategy.failed()
                  ? CompletableFuture.completedFuture(episode.failed(strategy.failure()))
                  : playClusters(episode, problem, repeat, ensemble, strategy.text());
            });
  }

  private static CompletableFuture<Episode> playClusters(
      EpisodeBuilder episode, Problem problem, int repeat, Ensemble ensemble, String strategy) {
    List<Cluster> clusters =
        Cluster.of(ensemble.executors().size(), ensemble.settings().hierarchy().clusterSize());
    return Futures.all(
            clusters.stream()
                .map(c -> play(c, clusters.size(), episode, problem, repeat, ensemble, strategy))
                .toList())
        .thenCompose(
            plays -> {
              plays.stream()
                  .map(ClusterPlay::strategy)
                  .filter(Objects::nonNull)
                  .forEach(episode::call);
              List<Response> answers =
                  plays.stream().flatMap(play -> play.answers().stream()).toList();
              episode.answers(answers);
              List<Response> commitments =
                  plays.stream().map(ClusterPlay::commitment).filter(Objects::nonNull).toList();
              commitments.forEach(episode::call);
              return merge(episode, problem, repeat, ensemble, strategy, answers, commitments);
            });
  }

  private static CompletableFuture<Episode> merge(
      EpisodeBuilder episode,
      Problem problem,
      int repeat,
      Ensemble ensemble,
      String strategy,
      List<Response> answers,
      List<Response> commitments) {
    List<Response> usable = commitments.stream().filter(c -> !c.failed()).toList();
    if (usable.isEmpty()) {
      Response failed =
          commitments.isEmpty() ? answers.get(0) : commitments.get(commitments.size() - 1);
      return CompletableFuture.completedFuture(episode.failed(failed.failure()));
    }
    if (commitments.size() == 1) {
      return CompletableFuture.completedFuture(episode.endWith(usable.get(0), true));
    }
    return ensemble
        .coordinator()
        .commitment(problem, strategy, Texts.of(usable), 0, repeat, episode.grader())
        .thenApply(commitment -> episode.endWith(commitment, true));
  }

  private static CompletableFuture<ClusterPlay> play(
      Cluster cluster,
      int clusters,
      EpisodeBuilder episode,
      Problem problem,
      int repeat,
      Ensemble ensemble,
      String strategy) {
    Coordinator local = ensemble.cast().localCoordinator(cluster.index());
    if (strategy == null) {
      return answer(cluster, local, null, null, episode, problem, repeat, ensemble);
    }
    return local
        .localStrategy(problem, strategy, cluster.index(), clusters, repeat)
        .thenCompose(
            refined -> {
              // Without its own strategy a cluster plays the global one.
              String used = refined.failed() ? strategy : refined.text();
              return answer(cluster, local, refined, used, episode, problem, repeat, ensemble);
            });
  }

  private static CompletableFuture<ClusterPlay> answer(
      Cluster cluster,
      Coordinator local,
      Response refined,
      String strategy,
      EpisodeBuilder episode,
      Problem problem,
      int repeat,
      Ensemble ensemble) {
    List<CompletableFuture<Response>> calls = new ArrayList<>();
    for (int agent = cluster.first(); agent < cluster.end(); agent++) {
      calls.add(
          ensemble
              .executors()
              .get(agent)
              .answer(
                  problem,
                  strategy,
                  ensemble.fixedControls().get(agent),
                  0,
                  repeat,
                  episode.grader()));
    }
    return Futures.all(calls)
        .thenCompose(
            answers -> {
              List<String> texts = Texts.of(answers);
              return texts.isEmpty()
                  ? CompletableFuture.completedFuture(new ClusterPlay(refined, answers, null))
                  : local
                      .commitment(problem, strategy, texts, 0, repeat, episode.grader())
                      .thenApply(commitment -> new ClusterPlay(refined, answers, commitment));
            });
  }
}
