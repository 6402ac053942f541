package org.econspark.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.econspark.benchmark.Problem;
import org.econspark.config.Settings;
import org.econspark.config.SettingsLoader;
import org.econspark.episode.Response;
import org.econspark.llm.CompletionRequest;
import org.econspark.llm.ScriptedChatModel;
import org.junit.jupiter.api.Test;

class CoordinatorTest {
  private static final Settings.Coordinator SETTINGS = new SettingsLoader().load().coordinator();
  private final List<CompletionRequest> requests = new ArrayList<>();

  @Test
  void strategyThatFitsIsAskedForOnce() {
    Response strategy = strategy("short", "unused");
    assertThat(strategy.text()).isEqualTo("short");
    assertThat(strategy.before()).isNull();
    assertThat(requests).hasSize(1);
    assertThat(requests.get(0).maxTokens()).isEqualTo(70);
    assertThat(requests.get(0).messages().get(1).content()).contains("at most 50 tokens");
  }

  @Test
  void strategyThatIsTooLongIsAskedForAgainInHalfTheLength() {
    Response strategy = strategy("word ".repeat(90), "short enough");
    assertThat(strategy.text()).isEqualTo("short enough");
    assertThat(strategy.before().completionTokens()).isEqualTo(70);
    assertThat(requests).hasSize(2);
    assertThat(requests.get(1).messages().get(1).content()).contains("at most 25 tokens");
    assertThat(requests.get(1).seed()).isNotEqualTo(requests.get(0).seed());
  }

  @Test
  void strategyThatIsTooLongTwiceIsCut() {
    Response strategy = strategy("word ".repeat(90), "other ".repeat(90));
    assertThat(strategy.text()).isEqualTo("other ".repeat(70));
    assertThat(strategy.finishReason()).isEqualTo("length");
  }

  private Response strategy(String first, String second) {
    ScriptedChatModel model =
        new ScriptedChatModel(
            "scripted",
            "chat",
            request -> {
              requests.add(request);
              return requests.size() == 1 ? first : second;
            });
    Coordinator coordinator =
        new Coordinator(
            model, new Seeds(1), (m, request) -> m.complete(List.of(request)).get(0), SETTINGS);
    return coordinator
        .strategy(new Problem("b", "p", "h", "How many?", "1", "numeric", "", ""), 0)
        .join();
  }
}
