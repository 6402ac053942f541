package org.econspark.rollout;

import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.econspark.agent.Assessment;
import org.econspark.agent.PromptKind;
import org.econspark.benchmark.Problem;
import org.econspark.config.MethodSettings;
import org.econspark.episode.Episode;
import org.econspark.episode.Response;

/**
 * The best of N samples of the {@code cot} prompt: by the coordinator's belief that it is right (a
 * verifier, Cobbe et al. 2021, arXiv 2110.14168) or by the mean log-probability of its tokens
 * (Adiwardana et al. 2020, arXiv 2001.09977). A sample without an answer is never chosen; of equal
 * ones the earliest is.
 */
final class BestOfNMethod implements Method {
  /** A sample is read once more by the coordinator, which costs about as much as writing it. */
  private static final double COST_OF_SCORED_SAMPLE = 2;

  @Override
  public String name() {
    return "best-of-n";
  }

  @Override
  public Set<PromptKind> needs() {
    return EnumSet.of(PromptKind.DIRECT, PromptKind.SCORE);
  }

  /** A sample with what speaks for it. */
  private record Candidate(Response response, double score) {
    private static final Comparator<Candidate> ORDER =
        Comparator.comparingDouble(Candidate::score)
            .thenComparingDouble(candidate -> logprob(candidate.response()));
  }

  @Override
  public boolean takesBudget() {
    return true;
  }

  @Override
  public CompletableFuture<Episode> play(Problem problem, int repeat, Ensemble ensemble) {
    EpisodeBuilder episode = new EpisodeBuilder(this, problem, repeat, ensemble);
    MethodSettings.BestOfN settings = ensemble.methods().bestOfN();
    boolean scored = settings.by() == MethodSettings.Selection.SCORE;
    int samples =
        ensemble.material().samples(settings.samples(), scored ? COST_OF_SCORED_SAMPLE : 1);
    return Samples.ofSoloists(episode, problem, repeat, ensemble, samples, settings.draw())
        .thenCompose(
            answers ->
                answers.stream().allMatch(Response::failed)
                    ? CompletableFuture.completedFuture(episode.failed(answers.get(0).failure()))
                    : candidates(episode, problem, repeat, ensemble, answers, scored)
                        .thenApply(all -> episode.endWithChoice(best(all))));
  }

  private static CompletableFuture<List<Candidate>> candidates(
      EpisodeBuilder episode,
      Problem problem,
      int repeat,
      Ensemble ensemble,
      List<Response> answers,
      boolean scored) {
    if (!scored) {
      return CompletableFuture.completedFuture(
          answers.stream().map(answer -> new Candidate(answer, 0)).toList());
    }
    List<Response> written = answers.stream().filter(answer -> !answer.failed()).toList();
    return Futures.all(
            written.stream()
                .map(a -> ensemble.coordinator().score(problem, a.text(), true, 0, repeat))
                .toList())
        .thenApply(
            (List<Assessment> scores) -> {
              scores.forEach(score -> episode.call(score.response()));
              return IntStream.range(0, written.size())
                  .mapToObj(i -> new Candidate(written.get(i), scores.get(i).score()))
                  .toList();
            });
  }

  private static Optional<Response> best(List<Candidate> candidates) {
    // Of equal ones max() takes the last: go from the end.
    return IntStream.rangeClosed(1, candidates.size())
        .mapToObj(i -> candidates.get(candidates.size() - i))
        .filter(candidate -> candidate.response().answer() != null)
        .reduce((a, b) -> Candidate.ORDER.compare(a, b) > 0 ? a : b)
        .map(Candidate::response);
  }

  private static double logprob(Response response) {
    return Double.isNaN(response.meanLogprob()) ? Double.NEGATIVE_INFINITY : response.meanLogprob();
  }
}
