package org.econspark.rollout;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.econspark.benchmark.Problem;
import org.econspark.config.MethodSettings;
import org.econspark.episode.Failure;
import org.econspark.episode.PromptEmbedding;
import org.econspark.episode.Response;

/**
 * Monte Carlo tree search over the steps of a solution: each iteration walks down by UCT (Kocsis
 * and Szepesvari 2006), draws next steps at the leaf, finishes the solution from the best of them
 * by one completion, and adds its reward to all nodes on the way. One problem, one thread.
 */
final class SolutionTree {

  /** How the search values what it finds; may make calls. */
  interface Rewards {

    /** Expectation in [0, 1] of a partial solution that nothing was tried with yet. */
    CompletableFuture<Double> prior(Solution begun);

    /** Reward in [0, 1] of a finished solution, given those found before it. */
    CompletableFuture<Double> of(Leaf leaf, List<Leaf> before);
  }

  /**
   * A finished solution.
   *
   * @param answer read out of it, null if there is none
   * @param reward in [0, 1]
   */
  record Leaf(String text, String answer, double reward) {}

  private static final class Node {
    private final Solution solution;
    private final boolean finished;
    private final double prior;
    private final List<Node> children = new ArrayList<>();
    private int visits;
    private double total;

    Node(Solution solution, boolean finished, double prior) {
      this.solution = solution;
      this.finished = finished;
      this.prior = prior;
    }

    double uct(Node parent, double exploration) {
      if (visits == 0) {
        return prior + exploration * Math.sqrt(Math.log(parent.visits + 1.0));
      }
      return total / visits + exploration * Math.sqrt(Math.log(parent.visits) / visits);
    }
  }

  private final EpisodeBuilder episode;
  private final Problem problem;
  private final int repeat;
  private final Ensemble ensemble;
  private final MethodSettings.TreeSearch settings;
  private final PromptEmbedding controls;
  private final Rewards rewards;
  private final Node root = new Node(Solution.START, false, 0);
  private final List<Leaf> leaves = new ArrayList<>();
  private Failure lastFailure = new Failure("no_steps", "No step of a solution was written");

  SolutionTree(
      EpisodeBuilder episode,
      Problem problem,
      int repeat,
      Ensemble ensemble,
      MethodSettings.TreeSearch settings,
      Rewards rewards) {
    this.episode = episode;
    this.problem = problem;
    this.repeat = repeat;
    this.ensemble = ensemble;
    this.settings = settings;
    this.controls = Ensemble.controls(settings.draw());
    this.rewards = rewards;
  }

  /** The solutions found, one an iteration, those of failed calls left out. */
  CompletableFuture<List<Leaf>> search() {
    CompletableFuture<Void> done = CompletableFuture.completedFuture(null);
    for (int i = 0; i < settings.iterations(); i++) {
      int iteration = i;
      done = done.thenCompose(nothing -> iterate(iteration));
    }
    return done.thenApply(nothing -> List.copyOf(leaves));
  }

  /** Why nothing was found, where nothing was. */
  Failure failure() {
    return lastFailure;
  }

  private CompletableFuture<Void> iterate(int iteration) {
    List<Node> path = new ArrayList<>(List.of(root));
    Node node = root;
    while (!node.children.isEmpty()) {
      node = best(node);
      path.add(node);
    }
    Node leaf = node;
    if (leaf.finished || leaf.solution.depth() >= settings.depth()) {
      return finish(path, iteration);
    }
    return expand(leaf)
        .thenCompose(
            nothing -> {
              if (!leaf.children.isEmpty()) {
                path.add(best(leaf));
              }
              return finish(path, iteration);
            });
  }

  private Node best(Node parent) {
    Node best = null;
    double most = Double.NEGATIVE_INFINITY;
    for (Node child : parent.children) {
      double value = child.uct(parent, settings.exploration());
      if (value > most) {
        most = value;
        best = child;
      }
    }
    return best;
  }

  private CompletableFuture<Void> expand(Node leaf) {
    return Futures.all(
            IntStream.range(0, settings.children())
                .mapToObj(
                    i ->
                        ensemble
                            .cast()
                            .soloist(i)
                            .nextStep(
                                problem,
                                leaf.solution.text(),
                                controls,
                                leaf.solution.depth(),
                                repeat))
                .toList())
        .thenCompose(
            steps -> {
              Map<String, Solution> grown = new LinkedHashMap<>();
              for (Response step : steps) {
                episode.call(step);
                if (step.failed()) {
                  lastFailure = step.failure();
                } else if (!step.text().isBlank()) {
                  Solution solution = leaf.solution.with(step.text());
                  grown.putIfAbsent(solution.text(), solution);
                }
              }
              List<Solution> solutions = List.copyOf(grown.values());
              return Futures.all(solutions.stream().map(rewards::prior).toList())
                  .thenAccept(
                      priors -> {
                        for (int i = 0; i < solutions.size(); i++) {
                          Solution solution = solutions.get(i);
                          boolean finished = solution.finished(problem, episode.grader());
                          leaf.children.add(new Node(solution, finished, priors.get(i)));
                        }
                      });
            });
  }

  private CompletableFuture<Void> finish(List<Node> path, int iteration) {
    Node end = path.get(path.size() - 1);
    if (end.finished) {
      return reward(path, end.solution.text());
    }
    return ensemble
        .cast()
        .soloist(iteration)
        .finish(
            problem, end.solution.text(), controls, end.solution.depth(), repeat, episode.grader())
        .thenCompose(
            rest -> {
              episode.call(rest);
              if (rest.failed()) {
                lastFailure = rest.failure();
                path.forEach(node -> node.visits++);
                return CompletableFuture.completedFuture(null);
              }
              return reward(path, end.solution.text() + rest.text());
            });
  }

  private CompletableFuture<Void> reward(List<Node> path, String text) {
    String answer = episode.grader().extract(text).orElse(null);
    Leaf found = new Leaf(text, answer, 0);
    return rewards
        .of(found, List.copyOf(leaves))
        .thenAccept(
            reward -> {
              leaves.add(new Leaf(text, answer, reward));
              for (Node node : path) {
                node.visits++;
                node.total += reward;
              }
            });
  }
}
