package org.econspark.spark;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class WavePartitionerTest {

  @Test
  void everyPositionLiesInItsWave() {
    assertWaves(WavePartitioner.of(21, 4, 8), 0, 4, 12, 20, 21);
    assertWaves(WavePartitioner.of(16, 8, 8), 0, 8, 16);
    assertWaves(WavePartitioner.of(3, 4, 8), 0, 3);
    assertWaves(WavePartitioner.of(1, 1, 1), 0, 1);
  }

  private static void assertWaves(WavePartitioner waves, int... starts) {
    assertThat(waves.numPartitions()).isEqualTo(starts.length - 1);
    for (int wave = 0; wave < starts.length - 1; wave++) {
      assertThat(waves.start(wave)).isEqualTo(starts[wave]);
      assertThat(waves.start(wave + 1)).isEqualTo(starts[wave + 1]);
      for (int position = starts[wave]; position < starts[wave + 1]; position++) {
        assertThat(waves.getPartition(position)).isEqualTo(wave);
      }
    }
  }
}
