package org.econspark.benchmark.miniature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class SplitMix64Test {

  @Test
  void drawsThePublishedSequence() {
    SplitMix64 random = new SplitMix64(1234567);

    assertThat(random.nextLong()).isEqualTo(6457827717110365317L);
    assertThat(random.nextLong()).isEqualTo(3203168211198807973L);
    assertThat(random.nextLong()).isEqualTo(Long.parseUnsignedLong("9817491932198370423"));
  }

  @Test
  void boundedDrawsCoverTheirRangeEvenly() {
    SplitMix64 random = new SplitMix64(1);
    int[] counts = new int[7];
    for (int i = 0; i < 70_000; i++) {
      counts[random.nextInt(7)]++;
    }

    for (int count : counts) {
      assertThat(count).isBetween(9_600, 10_400);
    }
  }

  @Test
  void partsInAnotherOrderGiveAnotherGenerator() {
    assertThat(SplitMix64.of(1, 2).nextLong()).isNotEqualTo(SplitMix64.of(2, 1).nextLong());
  }

  @Test
  void refusesBoundOfZero() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new SplitMix64(1).nextInt(0))
        .withMessageContaining("Invalid bound 0");
  }
}
