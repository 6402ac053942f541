package org.econspark.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.commons.codec.digest.DigestUtils;
import org.econspark.agent.WorkedExample;
import org.econspark.config.Settings;
import org.econspark.config.SettingsLoader;
import org.econspark.error.EconException;
import org.econspark.error.ExitCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FewShotExamplesTest {
  private final Settings settings = new SettingsLoader().load();

  private static List<WorkedExample> examples(Settings.BenchmarkSource source, int count) {
    return new FewShotExamples(SharedSpark.session()).of(source, count);
  }

  private static Settings.BenchmarkSource source(String format, String path, String train) {
    return new Settings.BenchmarkSource(
        "b", format, path, "question", "answer", "", "math", train, "official", "", 15_000, "");
  }

  @Test
  void everyMiniatureHasExamplesWithAStatedAnswer() {
    for (String name :
        List.of("mini-gsm8k", "mini-svamp", "mini-strategyqa", "mini-travelplanner")) {
      List<WorkedExample> examples = examples(settings.benchmarks().get(name), 2);
      assertThat(examples).as("%s: two, and one to spare", name).hasSize(3);
      assertThat(examples).allMatch(e -> e.solution().contains("\\boxed{"));
      assertThat(examples)
          .extracting(e -> DigestUtils.sha256Hex(e.question()))
          .as("those with the lowest hash")
          .isSorted();
    }
  }

  @Test
  void examplesComeFromTheFileItselfWhereNoSolutionsStandBesideIt(@TempDir Path folder)
      throws Exception {
    Path gsm8k =
        Files.writeString(
            folder.resolve("train.jsonl"),
            """
            {"question": "a?", "answer": "1+1=<<1+1=2>>2 and 1,000\\n#### 1,002"}
            {"question": "b?", "answer": "none\\n#### 3"}
            """);
    assertThat(examples(source("gsm8k", "test.jsonl", gsm8k.toString()), 2))
        .contains(new WorkedExample("a?", "1+1=2 and 1,000\n\\boxed{1002}"));

    Path strategy =
        Files.writeString(
            folder.resolve("train.json"),
            """
            [{"qid": "x", "question": "Is it?", "answer": true, "facts": ["It is.", "Yes."]}]
            """);
    assertThat(examples(source("strategyqa", "dev.json", strategy.toString()), 1))
        .containsExactly(new WorkedExample("Is it?", "It is.\nYes.\n\\boxed{yes}"));
  }

  @Test
  void fileThatIsPlayedIsNeverShown() {
    assertThatThrownBy(() -> examples(source("gsm8k", "a.jsonl", "a.jsonl"), 1))
        .isInstanceOfSatisfying(
            EconException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.USAGE))
        .hasMessageContaining("is the file that is played");
    assertThatThrownBy(() -> examples(source("gsm8k", "a.jsonl", ""), 1))
        .hasMessageContaining("--set benchmarks.b.train=PATH");
  }

  @Test
  void tooFewSolutionsAreSaid(@TempDir Path folder) throws Exception {
    Path svamp =
        Files.writeString(
            folder.resolve("train.json"),
            """
            [{"ID": "1", "Body": "Two.", "Question": "How many?", "Equation": "2", "Answer": 2.0}]
            """);
    assertThatThrownBy(() -> examples(source("svamp", "test.json", svamp.toString()), 1))
        .isInstanceOf(EconException.class)
        .hasMessageContaining("holds 0 worked solutions")
        .hasMessageContaining("train.meta.jsonl");
  }
}
