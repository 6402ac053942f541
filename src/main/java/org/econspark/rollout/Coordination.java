package org.econspark.rollout;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.econspark.agent.Coordinator;
import org.econspark.benchmark.Grader;
import org.econspark.benchmark.Problem;
import org.econspark.episode.Response;

/**
 * The coordinator's side of one problem: one coordinator over all agents, or two levels (paper,
 * section 4, Alg. 2). In two levels the agents are dealt to the least number of clusters, as even
 * as possible; a local coordinator refines the global strategy for its cluster and merges its
 * agents' answers into the cluster's commitment c_k, and the global coordinator merges these into
 * C. A single cluster has no second level: its commitment is C.
 */
final class Coordination {
  private final Problem problem;
  private final int repeat;
  private final Ensemble ensemble;
  private final Grader grader;
  private final List<Cluster> clusters;

  private Coordination(
      Problem problem, int repeat, Ensemble ensemble, Grader grader, List<Cluster> clusters) {
    this.problem = problem;
    this.repeat = repeat;
    this.ensemble = ensemble;
    this.grader = grader;
    this.clusters = clusters;
  }

  static Coordination oneLevel(Problem problem, int repeat, Ensemble ensemble, Grader grader) {
    return new Coordination(problem, repeat, ensemble, grader, List.of());
  }

  static Coordination inClusters(Problem problem, int repeat, Ensemble ensemble, Grader grader) {
    int most = ensemble.settings().hierarchy().clusterSize();
    return new Coordination(
        problem, repeat, ensemble, grader, Cluster.of(ensemble.executors().size(), most));
  }

  /** As the settings want it of methods that do not choose themselves. */
  static Coordination of(Problem problem, int repeat, Ensemble ensemble, Grader grader) {
    return ensemble.settings().hierarchy().clusters()
        ? inClusters(problem, repeat, ensemble, grader)
        : oneLevel(problem, repeat, ensemble, grader);
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
   * @param strategies that each agent plays under; null entries where there is none
   * @param calls that they took beside the global strategy
   */
  record Guidance(List<String> strategies, List<Response> calls) {}

  /**
   * What the answers were merged into.
   *
   * @param commitment C; failed if there is none
   * @param ofAgents text of the commitment of each agent's cluster, null where it has none; empty
   *     in one level
   * @param calls all that it took, in order
   */
  record Merge(Response commitment, List<String> ofAgents, List<Response> calls) {}

  /**
   * @param global strategy; null without one
   */
  CompletableFuture<Guidance> guide(String global) {
    int agents = ensemble.executors().size();
    if (clusters.isEmpty() || global == null) {
      return CompletableFuture.completedFuture(
          new Guidance(Collections.nCopies(agents, global), List.of()));
    }
    List<CompletableFuture<Response>> refining =
        clusters.stream()
            .map(c -> local(c).localStrategy(problem, global, c.index(), clusters.size(), repeat))
            .toList();
    return Futures.all(refining)
        .thenApply(
            refined -> {
              List<String> strategies = new ArrayList<>();
              for (Cluster cluster : clusters) {
                Response own = refined.get(cluster.index());
                // Without its own strategy a cluster plays the global one.
                strategies.addAll(
                    Collections.nCopies(
                        cluster.end() - cluster.first(), own.failed() ? global : own.text()));
              }
              return new Guidance(strategies, refined);
            });
  }

  /**
   * @param strategies of each agent
   * @param answers of each agent, at least one of them not failed
   */
  CompletableFuture<Merge> merge(
      String global, List<String> strategies, List<Response> answers, int round) {
    if (clusters.isEmpty()) {
      List<String> shown = Texts.shownTo(ensemble.settings().coordinator(), answers);
      return commitment(ensemble.coordinator(), global, shown, round)
          .thenApply(commitment -> new Merge(commitment, List.of(), List.of(commitment)));
    }
    List<Cluster> merging =
        clusters.stream().filter(cluster -> !texts(cluster, answers).isEmpty()).toList();
    List<CompletableFuture<Response>> calls =
        merging.stream()
            .map(
                cluster ->
                    commitment(
                        local(cluster),
                        strategies.get(cluster.first()),
                        texts(cluster, answers),
                        round))
            .toList();
    return Futures.all(calls)
        .thenCompose(commitments -> mergeClusters(global, merging, commitments, round));
  }

  private CompletableFuture<Merge> mergeClusters(
      String global, List<Cluster> merging, List<Response> commitments, int round) {
    List<String> ofAgents =
        new ArrayList<>(Collections.nCopies(ensemble.executors().size(), (String) null));
    for (int k = 0; k < merging.size(); k++) {
      for (int agent = merging.get(k).first(); agent < merging.get(k).end(); agent++) {
        ofAgents.set(agent, commitments.get(k).failed() ? null : commitments.get(k).text());
      }
    }
    List<Response> usable = commitments.stream().filter(c -> !c.failed()).toList();
    if (usable.isEmpty() || commitments.size() == 1) {
      Response last = commitments.get(commitments.size() - 1);
      return CompletableFuture.completedFuture(new Merge(last, ofAgents, commitments));
    }
    return commitment(ensemble.coordinator(), global, Texts.of(usable), round)
        .thenApply(
            commitment -> {
              List<Response> all = new ArrayList<>(commitments);
              all.add(commitment);
              return new Merge(commitment, ofAgents, all);
            });
  }

  private CompletableFuture<Response> commitment(
      Coordinator coordinator, String strategy, List<String> texts, int round) {
    return coordinator.commitment(problem, strategy, texts, round, repeat, grader);
  }

  private Coordinator local(Cluster cluster) {
    return ensemble.cast().localCoordinator(cluster.index());
  }

  private static List<String> texts(Cluster cluster, List<Response> answers) {
    return Texts.of(answers.subList(cluster.first(), cluster.end()));
  }
}
