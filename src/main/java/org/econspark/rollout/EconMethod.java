package org.econspark.rollout;

import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.econspark.agent.PromptKind;
import org.econspark.benchmark.Problem;
import org.econspark.episode.Episode;

/**
 * ECON with controls that a trained policy chooses: {@code econ} plays the paper's continuous
 * heads, {@code econ-quantal} quantal responses over candidate controls (DICE, arXiv 2606.08068).
 */
final class EconMethod implements Method {
  private final String name;

  EconMethod(String name) {
    this.name = name;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Set<PromptKind> needs() {
    return FixedControlsRound.NEEDS_WITH_COMMITMENT;
  }

  @Override
  public Optional<String> policy() {
    return Optional.of(name);
  }

  @Override
  public CompletableFuture<Episode> play(Problem problem, int repeat, Ensemble ensemble) {
    return new RoundsPlay(
            this, problem, repeat, ensemble, ensemble.learned().policy(ensemble.nameOf(this)))
        .play();
  }
}
