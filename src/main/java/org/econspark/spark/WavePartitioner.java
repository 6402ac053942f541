package org.econspark.spark;

import org.apache.spark.Partitioner;

/**
 * Cuts the playing order into waves, by position. All waves but the first and the last are equally
 * long.
 */
final class WavePartitioner extends Partitioner {
  private static final long serialVersionUID = 1L;

  private final int chunks;
  private final int first;
  private final int usual;

  private WavePartitioner(int chunks, int first, int usual) {
    this.chunks = chunks;
    this.first = first;
    this.usual = usual;
  }

  /**
   * @param chunks in all, at least one
   * @param first chunks of the first wave
   * @param usual chunks of the others, at least as many
   */
  static WavePartitioner of(int chunks, int first, int usual) {
    return new WavePartitioner(chunks, Math.min(chunks, first), usual);
  }

  /** Number of waves. */
  @Override
  public int numPartitions() {
    return 1 + (chunks - first + usual - 1) / usual;
  }

  @Override
  public int getPartition(Object position) {
    int at = (Integer) position;
    return at < first ? 0 : 1 + (at - first) / usual;
  }

  /** Position of the first chunk of a wave, or that after the last chunk. */
  int start(int wave) {
    return wave == 0 ? 0 : Math.min(chunks, first + (wave - 1) * usual);
  }
}
