package org.econspark.learning;

import java.nio.file.Path;
import java.util.List;
import org.econspark.config.Settings.LearningSettings;
import org.econspark.config.Settings.NetworkSettings;
import org.econspark.episode.ControlProfile;
import org.econspark.episode.Trajectory;

/** Learns from played episodes. Driver only, one thread at a time. */
public final class Learner implements AutoCloseable {

  private Learner() {}

  /**
   * An untrained learner; all agents start with the same weights.
   *
   * @param embeddingSize length of the text embeddings
   */
  public static Learner create(
      NetworkSettings networks,
      LearningSettings learning,
      ControlProfile profile,
      int agents,
      int embeddingSize,
      long seed) {
    throw new UnsupportedOperationException("not in yet");
  }

  /**
   * A learner as it was saved; it goes on bit for bit.
   *
   * @throws org.econspark.error.EconException if the directory is missing, partial, damaged, of a
   *     newer format, or written under other settings, which are named
   */
  public static Learner load(
      Path directory,
      NetworkSettings networks,
      LearningSettings learning,
      ControlProfile profile,
      int agents,
      int embeddingSize) {
    throw new UnsupportedOperationException("not in yet");
  }

  /**
   * Adds episodes to the replay in their order, and does one update for every {@code
   * learning.update-interval} rounds of them.
   *
   * @throws org.econspark.error.EconException if a loss or gradient is not finite; the learner
   *     keeps the state from before that update
   */
  public UpdateReport learn(List<Trajectory> newEpisodes) {
    throw new UnsupportedOperationException("not in yet");
  }

  /** The present weights, for playing. */
  public PolicyWeights weights() {
    throw new UnsupportedOperationException("not in yet");
  }

  /** Updates done since {@link #create}, the version of the weights. */
  public int version() {
    throw new UnsupportedOperationException("not in yet");
  }

  /** Learned numbers of all networks, without copies. */
  public long parameterCount() {
    throw new UnsupportedOperationException("not in yet");
  }

  /** Writes the whole state into a directory that may exist already. */
  public void save(Path directory) {
    throw new UnsupportedOperationException("not in yet");
  }

  /** A learner with one more executor agent, untrained; everything else is kept. */
  public Learner withAddedAgent(long seed) {
    throw new UnsupportedOperationException("not in yet");
  }

  @Override
  public void close() {}
}
