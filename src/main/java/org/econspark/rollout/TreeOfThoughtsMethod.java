package org.econspark.rollout;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.econspark.agent.Assessment;
import org.econspark.agent.PromptKind;
import org.econspark.benchmark.Problem;
import org.econspark.config.MethodSettings;
import org.econspark.episode.Episode;
import org.econspark.episode.Failure;
import org.econspark.episode.PromptEmbedding;
import org.econspark.episode.Response;

/**
 * Tree of thoughts by breadth-first search: for each partial solution that is kept, several next
 * steps are drawn, the coordinator scores what results, and the best are kept (Yao et al. 2023,
 * arXiv 2305.10601, algorithm 1 with sampled thoughts and the value prompt). A thought is one line
 * of the solution. Finished solutions stay in the race with their score.
 */
final class TreeOfThoughtsMethod implements Method {

  @Override
  public String name() {
    return "tot";
  }

  @Override
  public Set<PromptKind> needs() {
    return EnumSet.of(PromptKind.STEP, PromptKind.SCORE);
  }

  @Override
  public CompletableFuture<Episode> play(Problem problem, int repeat, Ensemble ensemble) {
    EpisodeBuilder episode = new EpisodeBuilder(this, problem, repeat, ensemble);
    return new Search(episode, problem, repeat, ensemble).run();
  }

  /** A state of the search with the coordinator's belief in it. */
  private record Scored(Solution solution, boolean finished, double score) {}

  /** The search for one problem. */
  private static final class Search {
    private final EpisodeBuilder episode;
    private final Problem problem;
    private final int repeat;
    private final Ensemble ensemble;
    private final MethodSettings.TreeOfThoughts settings;
    private final PromptEmbedding controls;
    private Failure lastFailure = new Failure("no_steps", "No step of a solution was written");

    Search(EpisodeBuilder episode, Problem problem, int repeat, Ensemble ensemble) {
      this.episode = episode;
      this.problem = problem;
      this.repeat = repeat;
      this.ensemble = ensemble;
      this.settings = ensemble.methods().treeOfThoughts();
      this.controls = Ensemble.controls(settings.draw());
    }

    CompletableFuture<Episode> run() {
      return deepen(List.of(new Scored(Solution.START, false, 0)), 0);
    }

    private CompletableFuture<Episode> deepen(List<Scored> kept, int depth) {
      List<Scored> open = kept.stream().filter(state -> !state.finished()).toList();
      if (open.isEmpty() || depth == settings.depth()) {
        return finish(kept, depth);
      }
      return Futures.all(proposals(open, depth))
          .thenCompose(
              steps -> {
                Map<String, Solution> grown = grown(open, steps);
                return Futures.all(
                        grown.values().stream().map(solution -> score(solution)).toList())
                    .thenCompose(
                        scored -> {
                          List<Scored> best = new ArrayList<>(kept);
                          best.removeAll(open);
                          best.addAll(scored);
                          best.sort(Comparator.comparingDouble(Scored::score).reversed());
                          return best.isEmpty()
                              ? CompletableFuture.completedFuture(episode.failed(lastFailure))
                              : deepen(
                                  List.copyOf(
                                      best.subList(0, Math.min(settings.breadth(), best.size()))),
                                  depth + 1);
                        });
              });
    }

    private List<CompletableFuture<Response>> proposals(List<Scored> open, int depth) {
      return IntStream.range(0, open.size() * settings.proposals())
          .mapToObj(
              i ->
                  ensemble
                      .cast()
                      .soloist(i)
                      .nextStep(
                          problem,
                          open.get(i / settings.proposals()).solution().text(),
                          controls,
                          depth,
                          repeat))
          .toList();
    }

    /** The partial solutions that the steps lead to, equal ones once. */
    private Map<String, Solution> grown(List<Scored> open, List<Response> steps) {
      Map<String, Solution> grown = new LinkedHashMap<>();
      for (int i = 0; i < steps.size(); i++) {
        Response step = steps.get(i);
        episode.call(step);
        if (step.failed()) {
          lastFailure = step.failure();
        } else if (!step.text().isBlank()) {
          Solution solution = open.get(i / settings.proposals()).solution().with(step.text());
          grown.putIfAbsent(solution.text(), solution);
        }
      }
      return grown;
    }

    private CompletableFuture<Scored> score(Solution solution) {
      boolean finished = solution.finished(problem, episode.grader());
      return ensemble
          .coordinator()
          .score(problem, solution.text(), finished, solution.depth(), repeat)
          .thenApply(
              (Assessment assessment) -> {
                episode.call(assessment.response());
                return new Scored(solution, finished, assessment.score());
              });
    }

    private CompletableFuture<Episode> finish(List<Scored> kept, int depth) {
      episode.rounds(Math.max(1, depth), depth == settings.depth() ? "depth" : "finished");
      // Sorted by score: the first finished one, or where none is, the most promising.
      Scored chosen =
          kept.stream().filter(Scored::finished).findFirst().orElseGet(() -> kept.get(0));
      return CompletableFuture.completedFuture(episode.endWithText(chosen.solution().text()));
    }
  }
}
