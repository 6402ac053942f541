package org.econspark.nn;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.econspark.config.Settings.NetworkSettings;
import org.econspark.episode.ControlProfile;
import org.econspark.episode.ControlProfile.Control;
import org.econspark.episode.ControlProfile.Kind;
import org.econspark.episode.Observation;
import org.econspark.episode.PromptEmbedding;

/** Small networks and random observations for tests. */
public final class SampleObservations {
  public static final int EMBEDDING_SIZE = 5;

  public static final ControlProfile PROFILE =
      new ControlProfile(
          "econ-2d",
          List.of(new Control(Kind.TEMPERATURE, 0.1, 2.0), new Control(Kind.TOP_P, 0.1, 0.9)));

  public static final NetworkSettings SMALL =
      new NetworkSettings(8, 2, 2, 16, 0, 1e-5, 6, 8, 8, 8, 4, false, false);

  private final SplittableRandom random;

  public SampleObservations(long seed) {
    random = new SplittableRandom(seed);
  }

  /** A vector of length 1. */
  public float[] embedding() {
    float[] vector = new float[EMBEDDING_SIZE];
    double square = 0;
    for (int i = 0; i < vector.length; i++) {
      vector[i] = (float) random.nextGaussian();
      square += vector[i] * vector[i];
    }
    for (int i = 0; i < vector.length; i++) {
      vector[i] /= (float) Math.sqrt(square);
    }
    return vector;
  }

  /**
   * For every round one observation for each agent; answers and strategies are missing at times.
   */
  public List<List<Observation>> episode(int agents, int rounds) {
    float[] question = embedding();
    float[] strategy = random.nextInt(4) == 0 ? null : embedding();
    List<List<Observation.Round>> histories = new ArrayList<>();
    for (int i = 0; i < agents; i++) {
      histories.add(new ArrayList<>());
    }
    List<List<Observation>> episode = new ArrayList<>();
    for (int s = 0; s < rounds; s++) {
      List<Observation> round = new ArrayList<>();
      float[] commitment = embedding();
      for (List<Observation.Round> history : histories) {
        round.add(new Observation(question, strategy, history));
        history.add(
            new Observation.Round(
                new PromptEmbedding(random.nextDouble(0.1, 2), random.nextDouble(0.1, 0.9), 1),
                random.nextInt(4) == 0 ? null : embedding(),
                commitment));
      }
      episode.add(round);
    }
    return episode;
  }
}
