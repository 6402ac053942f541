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
        new BatchPlanner(3, true).plan(List.of(LONG, SHORT, LONG, OTHER, SHORT));
    assertThat(batches).containsExactly(List.of(1, 4, 3), List.of(0, 2));
  }

  @Test
  void moreEqualPromptsThanRowsAreDivided() {
    List<int[]> prompts = new ArrayList<>();
    for (int i = 0; i < 7; i++) {
      prompts.add(SHORT);
    }
    assertThat(new BatchPlanner(3, true).plan(prompts))
        .containsExactly(List.of(0, 1, 2), List.of(3, 4, 5), List.of(6));
  }

  @Test
  void withoutPaddingLengthsDoNotMix() {
    assertThat(new BatchPlanner(8, false).plan(List.of(LONG, SHORT, OTHER)))
        .containsExactly(List.of(1, 2), List.of(0));
  }

  @Test
  void noPromptsNeedNoBatch() {
    assertThat(new BatchPlanner(8, true).plan(List.of())).isEmpty();
  }
}
