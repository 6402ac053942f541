package org.econspark.benchmark.miniature;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.econspark.benchmark.miniature.TrainingDocument.Kind;
import org.econspark.benchmark.miniature.TrainingDocument.Part;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TrainingDocumentsTest {
  private static final Pattern QUESTION = Pattern.compile("<\\|question\\|>(.*?)<\\|end\\|>");
  private static final Pattern MARKER = Pattern.compile("<\\|([a-z]+)\\|>");

  /** Characters of about 1,400 tokens, at the 2.6 characters a token of the longest documents. */
  private static final int LONGEST = 3_600;

  private static List<TrainingDocument> documents(long seed, Mix mix, int count) {
    TrainingDocuments documents = new TrainingDocuments(seed, mix);
    return Stream.generate(documents::next).limit(count).toList();
  }

  private static String text(TrainingDocument document) {
    return document.parts().stream().map(Part::text).collect(Collectors.joining());
  }

  @ParameterizedTest
  @EnumSource(Mix.class)
  void sameSeedGivesTheSameDocuments(Mix mix) {
    assertThat(documents(7, mix, 200)).isEqualTo(documents(7, mix, 200));
    assertThat(documents(7, mix, 50)).isNotEqualTo(documents(8, mix, 50));
  }

  @Test
  void everyQuestionIsOfTheTrainingSplit() {
    for (TrainingDocument document : documents(1, Mix.ALL, 3_000)) {
      if (document.kind() != Kind.DRILL) {
        assertThat(QUESTION.matcher(text(document)).results().map(match -> match.group(1)))
            .isNotEmpty()
            .allMatch(question -> Split.of(question) == Split.TRAIN);
      }
    }
  }

  @Test
  void writtenPartsEndTheirMessageAndReadPartsCarryNoLoss() {
    for (TrainingDocument document : documents(2, Mix.ALL, 2_000)) {
      List<Part> parts = document.parts();

      assertThat(parts.get(0).learnt()).isFalse();
      assertThat(parts.get(parts.size() - 1)).matches(Part::learnt);
      assertThat(text(document)).endsWith("<|end|>").hasSizeLessThan(LONGEST);
      if (document.kind() != Kind.DRILL) {
        assertThat(parts)
            .filteredOn(Part::learnt)
            .allMatch(part -> part.text().endsWith("<|end|>"));
      }
    }
  }

  @Test
  void onlyTheMarkersOfThePromptFormatOccur() {
    Set<String> markers = new HashSet<>();
    for (TrainingDocument document : documents(3, Mix.ALL, 2_000)) {
      MARKER
          .matcher(text(document))
          .results()
          .map((MatchResult match) -> match.group(1))
          .forEach(markers::add);
    }

    assertThat(markers)
        .containsExactlyInAnyOrder(
            "question",
            "strategy",
            "solution",
            "candidate",
            "commit",
            "end",
            "revise",
            "score",
            "local");
  }

  @Test
  void kindsAppearInTheirShares() {
    Map<Kind, Integer> counts = new EnumMap<>(Kind.class);
    documents(4, Mix.ALL, 5_000).forEach(d -> counts.merge(d.kind(), 1, Integer::sum));

    assertThat(counts.get(Kind.PLAN)).isBetween(1_950, 2_250);
    assertThat(counts.get(Kind.COMMITMENT)).isBetween(850, 1_050);
    assertThat(counts.get(Kind.DRILL)).isBetween(240, 360);
  }

  @Test
  void mixesLeanTowardsTheirFamilies() {
    assertThat(share(Mix.NUMBERS, Family.GSM8K, Family.GSM_HARD, Family.MATH)).isGreaterThan(0.85);
    assertThat(share(Mix.WORDS, Family.SVAMP, Family.STRATEGYQA, Family.TRAVELPLANNER))
        .isGreaterThan(0.8);
  }

  private static double share(Mix mix, Family... families) {
    List<TrainingDocument> documents =
        documents(5, mix, 3_000).stream().filter(d -> d.kind() != Kind.DRILL).toList();
    long inside = documents.stream().filter(d -> List.of(families).contains(d.family())).count();
    return (double) inside / documents.size();
  }

  @Test
  void aFewLearntSolutionsHoldAnError() {
    long wrong =
        documents(6, Mix.ALL, 4_000).stream()
            .filter(document -> document.kind() == Kind.PLAN)
            .filter(
                document -> Equations.firstCorrection(document.parts().get(3).text()).isPresent())
            .count();

    assertThat(wrong).isBetween(40L, 160L);
  }
}
