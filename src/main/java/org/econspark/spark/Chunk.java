package org.econspark.spark;

import java.io.Serializable;
import java.util.List;
import org.econspark.benchmark.Problem;

/**
 * The unit of work: problems of one benchmark that are played, batched and committed together.
 * Which problems share a chunk follows from their ids and the chunk size alone.
 *
 * @param index of the chunk within its benchmark
 * @param work in hash order of the problem ids
 */
record Chunk(String benchmark, int index, List<Work> work) implements Serializable {

  /** One problem with the episodes still to be played on it. */
  record Work(Problem problem, List<Play> plays) implements Serializable {}

  /**
   * @param attempt 0 for the first play, higher after a failed one
   */
  record Play(String method, int repeat, int attempt) implements Serializable {}

  int plays() {
    return work.stream().mapToInt(w -> w.plays().size()).sum();
  }
}
