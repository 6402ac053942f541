package org.econspark.llm;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class FairQueueTest {

  @Test
  void sourcesTakeTurns() {
    FairQueue<String> queue = new FairQueue<>();
    for (int i = 0; i < 4; i++) {
      queue.addLast("many", "m" + i);
    }
    queue.addLast("few", "f0");
    queue.addLast("few", "f1");
    queue.addFirst("many", "retry");

    assertThat(queue.peek()).isEqualTo("retry");
    List<String> order = new ArrayList<>();
    for (String item = queue.poll(); item != null; item = queue.poll()) {
      order.add(item);
    }
    assertThat(order).containsExactly("retry", "f0", "m0", "f1", "m1", "m2", "m3");
    assertThat(queue.size()).isZero();
    assertThat(queue.sources()).isZero();
  }

  @Test
  void drainedQueueIsEmpty() {
    FairQueue<String> queue = new FairQueue<>();
    queue.addLast("a", "1");
    queue.addLast("b", "2");

    assertThat(queue.drain()).containsExactly("1", "2");
    assertThat(queue.peek()).isNull();
  }
}
