package org.econspark.llm;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.econspark.agent.Prompt;
import org.econspark.agent.Prompts;
import org.econspark.benchmark.Problem;
import org.econspark.benchmark.miniature.Family;
import org.econspark.benchmark.miniature.Mix;
import org.econspark.benchmark.miniature.TrainingDocument;
import org.econspark.benchmark.miniature.TrainingDocuments;
import org.junit.jupiter.api.Test;

/** Prompts over many candidates leave an embedded model room to answer, by its own tokenizer. */
class CandidatesInContextTest {
  private static final int CONTEXT = 2_048;
  private static final int LONGEST_COMMITMENT = 256;
  private static final Prompts PROMPTS = Prompts.forStyle(MiniaturePromptFormat.STYLE);

  /** Questions and worked solutions of a family, as training text has them. */
  private static Map<Family, List<String[]>> solved(int documents) {
    Map<Family, List<String[]>> solved = new EnumMap<>(Family.class);
    TrainingDocuments stream = new TrainingDocuments(11, Mix.ALL);
    for (int i = 0; i < documents; i++) {
      TrainingDocument document = stream.next();
      if (document.kind() == TrainingDocument.Kind.GENERIC) {
        String question =
            document
                .parts()
                .get(0)
                .text()
                .replaceAll("(?s)^<\\|question\\|>(.*?)<\\|end\\|>.*", "$1");
        String solution = document.parts().get(1).text().replace("<|end|>", "");
        solved
            .computeIfAbsent(document.family(), family -> new ArrayList<>())
            .add(new String[] {question, solution});
      }
    }
    return solved;
  }

  @Test
  void longPromptsLeaveRoomForTheAnswerAndKeepAllCandidates() {
    try (TextCodec codec = TextCodec.load(ModelFiles.embedded("mini-m"))) {
      MiniaturePromptFormat format = new MiniaturePromptFormat(codec, "tokenizer.json");
      solved(4_000)
          .forEach(
              (family, texts) -> {
                for (int count : new int[] {9, 16}) {
                  for (int from = 0; from + count <= texts.size(); from += count) {
                    List<String> candidates =
                        texts.subList(from, from + count).stream().map(text -> text[1]).toList();
                    Prompt prompt =
                        PROMPTS.commitment(
                            problem(texts.get(from)[0]), "Add. ".repeat(20), candidates);
                    int[] ids = format.encode(prompt.messages(), prompt.answerRole());
                    assertThat(ids.length)
                        .as("%s, %d candidates", family, count)
                        .isLessThanOrEqualTo(CONTEXT - LONGEST_COMMITMENT);
                    assertThat(prompt.messages()).hasSize(2 + count);
                  }
                }
              });
    }
  }

  @Test
  void candidatesOfASmallTeamAreCutAsInTraining() {
    solved(1_000)
        .forEach(
            (family, texts) -> {
              List<String> candidates = texts.subList(0, 3).stream().map(text -> text[1]).toList();
              Prompt prompt =
                  PROMPTS.commitment(problem(texts.get(0)[0]), "Work step by step.", candidates);
              for (int i = 0; i < 3; i++) {
                if (candidates.get(i).length() <= 620) {
                  assertThat(prompt.messages().get(2 + i).content())
                      .as("%s", family)
                      .isEqualTo((i + 1) + ": " + candidates.get(i));
                }
              }
            });
  }

  @Test
  void nothingIsShownOfNobody() {
    assertThat(PROMPTS.commitment(problem("1+1?"), "Add.", List.of()).messages()).hasSize(2);
  }

  private static Problem problem(String question) {
    return new Problem("task", "p", "hash", question, "7", "numeric", "", "");
  }
}
