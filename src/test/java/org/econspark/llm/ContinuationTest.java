package org.econspark.llm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Answers that go on from a given beginning. */
class ContinuationTest {
  private static final List<Message> PROMPT =
      List.of(
          new Message(
              "question",
              "Felix has 12 apples, then he gets 30 more and gives 7 away. How many has he?"),
          new Message("strategy", "Work step by step."));

  @Test
  void greedyAnswerIsTheSameWrittenAtOnceOrLineByLine() {
    try (ChatModel model =
        new EmbeddedModelProvider().create(ModelSettings.of("embedded", "mini-s"), "cpu")) {
      String whole = text(model, "", List.of());
      assertThat(whole.lines().count()).isGreaterThan(1);
      StringBuilder steps = new StringBuilder();
      for (int i = 0; i < whole.lines().count(); i++) {
        steps.append(text(model, steps.toString(), List.of("\n"))).append('\n');
      }
      assertThat(steps.toString().strip()).isEqualTo(whole.strip());
    }
  }

  private static String text(ChatModel model, String prefix, List<String> stop) {
    CompletionRequest request =
        new CompletionRequest(
            PROMPT, "solution", SamplingControls.GREEDY, 1, 200, stop, prefix, "test");
    return model.complete(List.of(request)).get(0).join().text();
  }

  @Test
  void endpointsTakeNoBeginning() {
    OpenAiProtocol protocol = new OpenAiProtocol("m", Set.of());
    CompletionRequest request =
        new CompletionRequest(
            List.of(new Message("user", "hi")),
            "assistant",
            SamplingControls.GREEDY,
            1,
            9,
            List.of(),
            "So",
            "test");
    assertThatThrownBy(() -> protocol.body(request))
        .isInstanceOf(LlmException.class)
        .hasMessageContaining("a given beginning of the answer");
  }
}
