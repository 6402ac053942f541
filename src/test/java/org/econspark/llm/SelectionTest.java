package org.econspark.llm;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SelectionTest {

  @Test
  void thresholdsAreThoseOfASortedArray() {
    Random random = new Random(4);
    for (int round = 0; round < 300; round++) {
      int size = 1 + random.nextInt(60);
      float[] values = new float[size];
      for (int i = 0; i < size; i++) {
        // Whole numbers, so that many are equal and all sums are exact.
        values[i] = random.nextInt(9);
      }
      float[] sorted = values.clone();
      Arrays.sort(sorted);
      int count = 1 + random.nextInt(size);
      assertThat(Selection.smallestOfLargest(values.clone(), size, count))
          .isEqualTo(sorted[size - count]);
      double mass = 1 + random.nextInt(100);
      double sum = 0;
      float expected = sorted[0];
      for (int i = size - 1; i >= 0 && sum < mass; i--) {
        sum += sorted[i];
        expected = sorted[i];
      }
      assertThat(Selection.smallestOfMass(values.clone(), size, mass)).isEqualTo(expected);
    }
  }
}
