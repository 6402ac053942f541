package org.econspark.rollout;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.econspark.benchmark.Problem;
import org.econspark.config.Settings;
import org.econspark.episode.Episode;

/**
 * Plays the problems of one chunk. Methods are played one after the other, so that a method's
 * batches, and with them its results, do not depend on which others were asked for.
 */
public final class RolloutRunner {
  private final Settings settings;
  private final Ensemble.Models models;

  public RolloutRunner(Settings settings, Ensemble.Models models) {
    this.settings = settings;
    this.models = models;
  }

  /** One episode to play. */
  public record Assignment(Problem problem, Method method, int repeat) {}

  /**
   * @return one episode per assignment, grouped by method
   */
  public List<Episode> play(List<Assignment> assignments) {
    CallQueue calls = new CallQueue();
    Ensemble ensemble = Ensemble.of(settings, models, calls);
    List<Episode> episodes = new ArrayList<>();
    for (Method method : assignments.stream().map(Assignment::method).distinct().toList()) {
      List<CompletableFuture<Episode>> playing =
          assignments.stream()
              .filter(assignment -> assignment.method() == method)
              .map(a -> method.play(a.problem(), a.repeat(), ensemble))
              .toList();
      calls.drain(playing);
      playing.forEach(episode -> episodes.add(episode.join()));
    }
    return episodes;
  }
}
