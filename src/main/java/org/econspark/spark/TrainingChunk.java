package org.econspark.spark;

import java.io.Serializable;
import java.util.List;
import org.econspark.benchmark.Problem;
import org.econspark.rollout.WorkTimes;

/**
 * Problems of a wave of training or validation that are played and batched together.
 *
 * @param draws in the order of the wave
 */
record TrainingChunk(List<Draw> draws) implements Serializable {

  /**
   * One problem of a wave.
   *
   * @param position in the wave
   * @param repeat how often the problem was drawn before; part of its seeds
   */
  record Draw(int position, int repeat, Problem problem) implements Serializable {}

  /**
   * What playing a chunk gave.
   *
   * @param times of the task's thread
   */
  record Played(List<TrainingEpisode> episodes, WorkTimes times) implements Serializable {}
}
