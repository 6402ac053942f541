package org.econspark.spark;

import static org.assertj.core.api.Assertions.assertThat;

import org.econspark.spark.WaveShape.Place;
import org.junit.jupiter.api.Test;

class WaveShapeTest {

  @Test
  void localModelsGetOneChunkATaskAndPlayWhileAWaveIsCommitted() {
    WaveShape shape = new WaveShape(2, true, Place.TASKS, 0);
    assertThat(shape.atOnce()).isEqualTo(1);
    assertThat(shape.commitsBeside()).isTrue();
    assertThat(shape.chunks(100)).isEqualTo(8);
    assertThat(shape.tasks(8)).isEqualTo(8);
    assertThat(shape.chunks(2000)).as("a hundred waves at most").isEqualTo(20);
  }

  @Test
  void localModelsPlayWaveByWaveWhereACommitWouldWaitForTheNextOne() {
    WaveShape shape = new WaveShape(8, false, Place.TASKS, 0);
    assertThat(shape.atOnce()).isEqualTo(1);
    assertThat(shape.commitsBeside()).isFalse();
  }

  @Test
  void remoteModelsGetFewTasksInTwoWavesAndSlotsToCommit() {
    WaveShape shape = new WaveShape(4, true, Place.ELSEWHERE, 0);
    assertThat(shape.atOnce()).isEqualTo(2);
    assertThat(shape.tasks(32)).isEqualTo(1);
    assertThat(shape.commitsBeside()).isTrue();
    assertThat(shape.chunks(157)).isEqualTo(32);
    assertThat(shape.chunks(32)).as("two halves").isEqualTo(16);
    assertThat(shape.firstChunks(157)).as("ends before the second").isEqualTo(16);
    WaveShape large = new WaveShape(42, true, Place.ELSEWHERE, 0);
    assertThat(large.tasks(640)).isEqualTo(20);
    assertThat(large.chunks(10_000)).isEqualTo(640);
  }

  @Test
  void serversBesideExecutorsAllGetWork() {
    WaveShape shape = new WaveShape(4, true, Place.EXECUTORS, 0);
    assertThat(shape.atOnce()).isEqualTo(1);
    assertThat(shape.tasks(100)).isEqualTo(4);
    assertThat(shape.tasks(3)).isEqualTo(3);
    assertThat(shape.chunks(1000)).isEqualTo(128);
  }

  @Test
  void twoSlotsPlayTwoWavesAndCommitBetweenThem() {
    WaveShape shape = new WaveShape(2, true, Place.ELSEWHERE, 0);
    assertThat(shape.atOnce()).isEqualTo(2);
    assertThat(shape.tasks(32)).isEqualTo(1);
    assertThat(shape.commitsBeside()).isFalse();
  }

  @Test
  void oneSlotPlaysAndCommitsInTurn() {
    WaveShape shape = new WaveShape(1, true, Place.ELSEWHERE, 0);
    assertThat(shape.atOnce()).isEqualTo(1);
    assertThat(shape.tasks(32)).isEqualTo(1);
  }

  @Test
  void configuredSizeCounts() {
    WaveShape shape = new WaveShape(4, true, Place.ELSEWHERE, 3);
    assertThat(shape.chunks(100)).isEqualTo(3);
    assertThat(shape.firstChunks(100)).isEqualTo(3);
  }
}
