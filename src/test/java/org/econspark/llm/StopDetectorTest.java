package org.econspark.llm;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class StopDetectorTest {

  @Test
  void findsAStopTextAtTheTokenThatCompletesIt() {
    try (TextCodec codec = TextCodec.load(TestModels.files(TestModels.MINIATURE))) {
      StopDetector detector = new StopDetector(codec, List.of("zz", "étape 2"));
      int[] ids = codec.encodeData("première étape 2 now");
      int found = 0;
      while (!detector.stopsAt(ids, ++found)) {}
      assertThat(codec.decode(ids, 0, found)).contains("étape 2");
      assertThat(codec.decode(ids, 0, found - 1)).doesNotContain("étape 2");
    }
  }

  @Test
  void cutsAtTheEarliestOfSeveral() {
    StopDetector detector = new StopDetector(null, List.of("d", "b", ""));
    assertThat(detector.cut("abcd")).isEqualTo("a");
    assertThat(detector.cut("xyz")).isEqualTo("xyz");
  }

  @Test
  void withoutStopTextsNothingStops() {
    assertThat(new StopDetector(null, List.of()).stopsAt(new int[] {1}, 1)).isFalse();
  }
}
