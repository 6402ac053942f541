package org.econspark.llm;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class BatchPlannerTest {
  private static final int[] LONG = {1, 2, 3, 4};
  private static final int[] SHORT = {1, 2};
  private static final int[] OTHER = {3, 4};

  @Test
  void equalPromptsStayTogetherAndShortOnesComeFirst() {
    List<List<Integer>> batches =
        new BatchPlanner(3, 1000, true).plan(List.of(LONG, SHORT, LONG, OTHER, SHORT), 0);
    assertThat(batches).containsExactly(List.of(1, 4, 3), List.of(0, 2));
  }

  @Test
  void moreEqualPromptsThanRowsAreDivided() {
    List<int[]> prompts = new ArrayList<>();
    for (int i = 0; i < 7; i++) {
      prompts.add(SHORT);
    }
    assertThat(new BatchPlanner(3, 1000, true).plan(prompts, 0))
        .containsExactly(List.of(0, 1, 2), List.of(3, 4, 5), List.of(6));
  }

  @Test
  void withoutPaddingLengthsDoNotMix() {
    assertThat(new BatchPlanner(8, 1000, false).plan(List.of(LONG, SHORT, OTHER), 0))
        .containsExactly(List.of(1, 2), List.of(0));
  }

  @Test
  void longPromptsMakeSmallBatches() {
    assertThat(new BatchPlanner(8, 12, true).plan(List.of(LONG, SHORT, LONG, OTHER), 2))
        .containsExactly(List.of(1, 3), List.of(0, 2));
    assertThat(new BatchPlanner(8, 1, true).plan(List.of(LONG, LONG), 2))
        .containsExactly(List.of(0), List.of(1));
  }

  @Test
  void noPromptsNeedNoBatch() {
    assertThat(new BatchPlanner(8, 1000, true).plan(List.of(), 0)).isEmpty();
  }
}
