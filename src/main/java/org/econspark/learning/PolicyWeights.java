package org.econspark.learning;

import java.io.Serializable;
import java.nio.file.Path;
import org.econspark.config.Settings.LearningSettings;
import org.econspark.config.Settings.NetworkSettings;
import org.econspark.episode.ControlProfile;
import org.econspark.episode.Policy;

/**
 * Everything that playing needs: the agents' networks as plain arrays, and how to choose with them.
 * Broadcast from the driver to Spark executors, which open it once each.
 *
 * @param version rises with every update
 * @param embeddingSize length of the text embeddings
 * @param values shape (N, P), the stacked parameters of belief networks, heads and local values
 * @param noise standard deviation of the exploration of {@code continuous}, as a share of a range
 * @param alphas shape (N), softmax temperatures of {@code quantal}; empty for {@code continuous}
 */
public record PolicyWeights(
    int version,
    NetworkSettings networks,
    LearningSettings learning,
    ControlProfile profile,
    int agents,
    int embeddingSize,
    float[] values,
    double noise,
    double[] alphas)
    implements Serializable {

  /** Size of the weights, in bytes. */
  public long bytes() {
    return 4L * values.length;
  }

  /** A policy that plays with these weights; the caller closes it. */
  public Policy open() {
    throw new UnsupportedOperationException("not in yet");
  }

  /** Writes a directory that {@link #load} reads; much smaller than the learner's. */
  public void save(Path directory) {
    throw new UnsupportedOperationException("not in yet");
  }

  /**
   * @throws org.econspark.error.EconException if the directory is missing, damaged or of a newer
   *     format
   */
  public static PolicyWeights load(Path directory) {
    throw new UnsupportedOperationException("not in yet");
  }
}
