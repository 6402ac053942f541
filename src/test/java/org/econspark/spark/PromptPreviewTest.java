package org.econspark.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.econspark.agent.Prompts;
import org.econspark.benchmark.Problem;
import org.econspark.config.Settings;
import org.econspark.config.SettingsLoader;
import org.junit.jupiter.api.Test;

class PromptPreviewTest {
  private static final Prompts CHAT = Prompts.forStyle("chat");
  private static final Problem PROBLEM =
      new Problem("b", "p", "h", "How many are 3 and 4?", "7", "numeric", "", "");

  @Test
  void everyPromptNamesItsVersion() {
    assertThat(prompts("brief"))
        .hasSize(4)
        .allMatch(prompt -> prompt.promptVersion().equals(CHAT.version()))
        .allMatch(prompt -> prompt.toString().contains("(prompts " + CHAT.version() + ", "));
  }

  @Test
  void promptsAreThoseOfTheStrategyThatIsSet() {
    assertThat(hashes("brief")).contains(CHAT.strategy(PROBLEM, 50).hash());
    assertThat(hashes("detailed"))
        .hasSize(4)
        .contains(CHAT.detailedStrategy(PROBLEM).hash())
        .doesNotContain(CHAT.strategy(PROBLEM, 50).hash());
    assertThat(prompts("none"))
        .extracting(RolePrompt::role)
        .containsExactly("zero-shot", "executor agent", "coordinator, commitment");
    assertThat(hashes("none").get(1)).isEqualTo(CHAT.direct(PROBLEM).hash());
    assertThat(hashes("none").get(2))
        .isEqualTo(
            CHAT.judgement(PROBLEM, List.of("(the first answer)", "(the second answer)")).hash());
  }

  private static List<String> hashes(String strategy) {
    return prompts(strategy).stream().map(RolePrompt::promptHash).toList();
  }

  private static List<RolePrompt> prompts(String strategy) {
    Settings settings =
        new SettingsLoader().assignment("coordinator.strategy = " + strategy).load();
    return PromptPreview.prompts(CHAT, CHAT, settings.coordinator(), PROBLEM);
  }
}
