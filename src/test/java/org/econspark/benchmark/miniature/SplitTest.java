package org.econspark.benchmark.miniature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.EnumMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SplitTest {

  @Test
  void spacesCaseAndPunctuationDoNotChangeTheSplit() {
    assertThat(Split.normalised("  Anna has 3\n apples, doesn't she? "))
        .isEqualTo(Split.normalised("anna HAS 3 apples doesn t she"));
  }

  @Test
  void signsOfOperatorsChangeTheText() {
    assertThat(Split.normalised("What is $3-4$?")).isNotEqualTo(Split.normalised("What is $3+4$?"));
  }

  @Test
  void everyTenthQuestionIsForTestAndForValidation() {
    Map<Split, Integer> counts = new EnumMap<>(Split.class);
    for (int i = 0; i < 20_000; i++) {
      counts.merge(Split.of("Question " + i + "?"), 1, Integer::sum);
    }

    assertThat(counts.get(Split.TEST)).isBetween(1_850, 2_150);
    assertThat(counts.get(Split.VALIDATION)).isBetween(1_850, 2_150);
  }

  @Test
  void unknownNameIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Split.ofId("dev"))
        .withMessage("Invalid split 'dev': use train, validation or test");
  }
}
