package org.econspark.rollout;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.econspark.benchmark.Problem;
import org.econspark.config.Settings;
import org.econspark.episode.Episode;
import org.econspark.episode.Policy;
import org.econspark.episode.PromptEmbedding;
import org.econspark.llm.ChatModel;
import org.econspark.llm.ResponseCache;

/**
 * Plays the problems of one chunk. Methods are played one after the other, so that a method's
 * batches, and with them its results, do not depend on which others were asked for.
 */
public final class RolloutRunner {
  private final Settings settings;
  private final Function<Settings, Ensemble.Models> models;
  private final LearnedPlay learned;
  private final WorkTimes times = new WorkTimes();

  /**
   * @param models gives the models that settings name
   * @param learned what trained methods play with
   */
  public RolloutRunner(
      Settings settings, Function<Settings, Ensemble.Models> models, LearnedPlay learned) {
    this.settings = settings;
    this.models = models;
    this.learned = learned;
  }

  /** Time spent so far by everything that this runner played. */
  public WorkTimes times() {
    return times;
  }

  /**
   * Plays unilateral deviations from a method.
   *
   * @param samples independent attempts at each problem
   * @param candidates controls that each agent deviates to, as many for each
   * @return one for each problem and sample where neither coordinator nor embedder failed
   */
  public List<Deviations> deviate(
      List<Problem> problems,
      NamedMethod method,
      int samples,
      List<List<PromptEmbedding>> candidates) {
    CallQueue calls = new CallQueue(times);
    Settings own = own(method);
    Ensemble ensemble =
        Ensemble.of(
            own, method.variant(), models.apply(own), calls, learned, BenchmarkMaterial.none());
    Policy policy = method.method().policy().map(learned::policy).orElse(null);
    List<CompletableFuture<Optional<Deviations>>> playing = new ArrayList<>();
    for (Problem problem : problems) {
      for (int sample = 0; sample < samples; sample++) {
        playing.add(
            new DeviationPlay(method.method(), problem, sample, ensemble, policy, candidates)
                .play());
      }
    }
    calls.drain(playing);
    calls.endSessions();
    return playing.stream().map(CompletableFuture::join).flatMap(Optional::stream).toList();
  }

  /** One episode to play. */
  public record Assignment(Problem problem, NamedMethod method, int repeat) {}

  /**
   * @param material what the run prepared for the problems' benchmark
   * @return one episode per assignment, grouped by method
   */
  public List<Episode> play(List<Assignment> assignments, BenchmarkMaterial material) {
    return play(assignments, material, ResponseCache.NONE);
  }

  /**
   * @param material what the run prepared for the problems' benchmark
   * @param cache asked before a remote model is
   * @return one episode per assignment, grouped by method
   */
  List<Episode> play(
      List<Assignment> assignments, BenchmarkMaterial material, ResponseCache cache) {
    CallQueue calls = new CallQueue(times, new Arrivals(), cache);
    List<Episode> episodes = new ArrayList<>();
    for (NamedMethod method : assignments.stream().map(Assignment::method).distinct().toList()) {
      List<CompletableFuture<Episode>> playing =
          begin(
              assignments.stream().filter(a -> a.method().equals(method)).toList(),
              material,
              calls);
      calls.drain(playing);
      calls.endSessions();
      playing.forEach(episode -> episodes.add(episode.join()));
    }
    return episodes;
  }

  /**
   * Plays the episodes of one method as far as the coordinator's known answers let it.
   *
   * @param deferred known calls; afterwards also those that play waits for
   * @return empty if it waits
   */
  public Optional<List<Episode>> play(List<Assignment> assignments, DeferredCalls deferred) {
    CallQueue calls = new CallQueue(times, deferred);
    List<CompletableFuture<Episode>> playing = begin(assignments, BenchmarkMaterial.none(), calls);
    calls.drain(playing);
    calls.endSessions();
    return deferred.waits()
        ? Optional.empty()
        : Optional.of(playing.stream().map(CompletableFuture::join).toList());
  }

  /** Starts all episodes together; they go on as their calls are answered. */
  List<CompletableFuture<Episode>> begin(
      List<Assignment> assignments, BenchmarkMaterial material, CallQueue calls) {
    Map<NamedMethod, Ensemble> ensembles = new HashMap<>();
    List<CompletableFuture<Episode>> playing = new ArrayList<>();
    for (Assignment a : assignments) {
      Ensemble ensemble =
          ensembles.computeIfAbsent(
              a.method(),
              method -> {
                Settings own = own(method);
                return Ensemble.of(
                    own, method.variant(), models.apply(own), calls, learned, material);
              });
      playing.add(a.method().method().play(a.problem(), a.repeat(), ensemble));
    }
    return playing;
  }

  /** Whether any model of these methods computes in this JVM, so that its batches matter. */
  boolean computesHere(List<Assignment> assignments) {
    return assignments.stream()
        .map(Assignment::method)
        .distinct()
        .anyMatch(method -> computesHere(models.apply(own(method))));
  }

  private static boolean computesHere(Ensemble.Models models) {
    return models.coordinator().prefersBatches()
        || models.executors().stream().anyMatch(ChatModel::prefersBatches);
  }

  private Settings own(NamedMethod method) {
    return settings.of(method.variant());
  }
}
