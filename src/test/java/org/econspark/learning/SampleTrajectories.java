package org.econspark.learning;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.econspark.config.Settings.Exploration;
import org.econspark.config.Settings.LearningSettings;
import org.econspark.config.Settings.Quantal;
import org.econspark.episode.Observation;
import org.econspark.episode.PlayedStep;
import org.econspark.episode.Trajectory;
import org.econspark.nn.SampleObservations;

/** Random episodes for tests. */
final class SampleTrajectories {
  private final SplittableRandom random;
  private final SampleObservations observations;

  SampleTrajectories(long seed) {
    random = new SplittableRandom(seed);
    observations = new SampleObservations(seed);
  }

  static LearningSettings learning(String policy) {
    return new LearningSettings(
        policy,
        "greedy",
        0.99,
        0.1,
        0.1,
        0.1,
        0.01,
        8,
        1e-3,
        5e-4,
        10,
        32,
        16,
        8,
        1,
        new Exploration(0.3, 0.05, 100),
        new Quantal(3, true, List.of(), 0.1, 0.01, 1.5, 0.1));
  }

  /** Of 1 to {@code rounds} rounds, the first of them of all; some without a commitment. */
  List<Trajectory> episodes(int count, int agents, int rounds) {
    List<Trajectory> episodes = new ArrayList<>();
    for (int e = 0; e < count; e++) {
      int length = e == 0 ? rounds : random.nextInt(1, rounds + 1);
      List<PlayedStep> steps = new ArrayList<>();
      for (List<Observation> round : observations.episode(agents, length)) {
        List<float[]> actions = new ArrayList<>();
        List<Integer> candidates = new ArrayList<>();
        for (int i = 0; i < agents; i++) {
          actions.add(
              new float[] {(float) random.nextDouble(0.1, 2), (float) random.nextDouble(0.1, 0.9)});
          candidates.add(-1);
        }
        steps.add(
            new PlayedStep(
                round,
                actions,
                candidates,
                random.doubles(agents).toArray(),
                random.nextDouble(),
                random.nextInt(4) == 0 ? null : observations.embedding()));
      }
      episodes.add(new Trajectory("p" + e, steps));
    }
    return episodes;
  }
}
