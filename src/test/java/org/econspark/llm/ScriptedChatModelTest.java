package org.econspark.llm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.econspark.llm.Completion.FinishReason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScriptedChatModelTest {

  @Test
  void answersFromTheTableWithTheErrorRateOfSeedAndTemperature(@TempDir Path folder)
      throws Exception {
    Path table = folder.resolve("answers.jsonl");
    Files.writeString(
        table,
        """
        {"contains": "apples", "role": "strategy", "answer": "Add them."}
        {"contains": "apples", "answer": "3+4=7 \\\\boxed{7}", "wrong": "\\\\boxed{8}"}
        """);
    ModelSettings settings =
        ModelSettings.of("scripted", "table")
            .withExtra("answers", table.toString())
            .withExtra("error-rate", "0.1")
            .withExtra("error-rate-per-degree", "0.2");
    try (ChatModel model = ModelPool.provider("scripted").create(settings, "cpu")) {
      List<CompletionRequest> requests = new ArrayList<>();
      for (int i = 0; i < 2000; i++) {
        requests.add(
            TestModels.solve("3 apples, 4 apples", new SamplingControls(1, 1, 0, 1), i, 9));
      }
      List<String> texts = model.complete(requests).stream().map(c -> c.join().text()).toList();
      assertThat(texts.stream().filter("\\boxed{8}"::equals).count() / 2000.0)
          .isCloseTo(0.3, offset(0.04));
      assertThat(model.complete(requests).stream().map(c -> c.join().text()).toList())
          .isEqualTo(texts);
      assertThat(
              model
                  .complete(List.of(TestModels.solve("none", SamplingControls.GREEDY, 1, 9)))
                  .get(0)
                  .join()
                  .text())
          .isEqualTo("\\boxed{0}");
    }
  }

  @Test
  void textIsCutAtTheTokenLimit() {
    try (ChatModel model = new ScriptedChatModel("s", "chat", request -> "one two three")) {
      Completion completion =
          model
              .complete(List.of(TestModels.solve("q", SamplingControls.GREEDY, 1, 2)))
              .get(0)
              .join();
      assertThat(completion.text()).isEqualTo("one two ");
      assertThat(completion.finishReason()).isEqualTo(FinishReason.LENGTH);
      assertThat(completion.completionTokens()).isEqualTo(2);
    }
  }

  @Test
  void fixedLatencyModelAnswersAllCallsAfterOneLatency() {
    ModelSettings settings = ModelSettings.of("fixed-latency", "x").withExtra("latency-ms", "120");
    try (ChatModel model = ModelPool.provider("fixed-latency").create(settings, "cpu")) {
      List<CompletionRequest> requests = new ArrayList<>();
      for (int i = 0; i < 10; i++) {
        requests.add(TestModels.solve("q", SamplingControls.GREEDY, i, 5));
      }
      long start = System.nanoTime();
      model.complete(requests).forEach(c -> assertThat(c.join().text()).isEqualTo("\\boxed{0}"));
      assertThat((System.nanoTime() - start) / 1_000_000).isBetween(110L, 1100L);
    }
  }
}
