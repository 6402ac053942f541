package org.econspark.rollout;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.econspark.benchmark.Problem;
import org.econspark.config.Settings;
import org.econspark.episode.Episode;

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

  /** One episode to play. */
  public record Assignment(Problem problem, NamedMethod method, int repeat) {}

  /**
   * @param material what the run prepared for the problems' benchmark
   * @return one episode per assignment, grouped by method
   */
  public List<Episode> play(List<Assignment> assignments, BenchmarkMaterial material) {
    CallQueue calls = new CallQueue(times);
    List<Episode> episodes = new ArrayList<>();
    for (NamedMethod method : assignments.stream().map(Assignment::method).distinct().toList()) {
      Settings own =
          method.variant().isEmpty() ? settings : settings.variants().get(method.variant());
      Ensemble ensemble =
          Ensemble.of(own, method.variant(), models.apply(own), calls, learned, material);
      List<CompletableFuture<Episode>> playing =
          assignments.stream()
              .filter(assignment -> assignment.method().equals(method))
              .map(a -> method.method().play(a.problem(), a.repeat(), ensemble))
              .toList();
      calls.drain(playing);
      calls.endSessions();
      playing.forEach(episode -> episodes.add(episode.join()));
    }
    return episodes;
  }
}
