package org.econspark.benchmark.miniature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class MiniatureFilesTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int COUNT = 25;

  @TempDir Path folder;

  private Path write(Family family) throws IOException {
    return MiniatureFiles.write(folder, family, Split.TEST, COUNT, 9);
  }

  private List<JsonNode> meta() throws IOException {
    return rows(folder.resolve("test.meta.jsonl"));
  }

  private static List<JsonNode> rows(Path file) throws IOException {
    List<JsonNode> rows = new ArrayList<>();
    for (String line : Files.readAllLines(file)) {
      rows.add(JSON.readTree(line));
    }
    return rows;
  }

  private static MiniatureChecker checker(JsonNode meta) {
    return new MiniatureChecker(ProblemId.of(meta.path("id").asText()).problem());
  }

  @ParameterizedTest
  @EnumSource(Family.class)
  void sameArgumentsGiveTheSameBytes(Family family) throws IOException {
    Path first = write(family);
    String bytes = Files.readString(first);
    Path again = MiniatureFiles.write(folder.resolve("again"), family, Split.TEST, COUNT, 9);

    assertThat(Files.readString(again)).isEqualTo(bytes);
    assertThat(meta()).hasSize(COUNT);
  }

  @Test
  void gsm8kAnswersEndInTheGoldAfterFourHashes() throws IOException {
    List<JsonNode> rows = rows(write(Family.GSM8K));
    List<JsonNode> meta = meta();
    for (int i = 0; i < COUNT; i++) {
      String answer = rows.get(i).path("answer").asText();

      assertThat(answer).containsOnlyOnce("#### ").contains("<<").doesNotContain("boxed");
      assertThat(checker(meta.get(i)).accepts(answer.substring(answer.indexOf("#### ") + 5)))
          .isTrue();
    }
  }

  @Test
  void gsmHardRowsCarryAProgramAndEscapedSlashes() throws IOException {
    Path file = write(Family.GSM_HARD);

    assertThat(Files.readString(file)).doesNotContainPattern("[^\\\\]/");
    for (JsonNode row : rows(file)) {
      assertThat(row.path("code").asText()).contains("def solution():").contains("return result");
      assertThat(row.path("target").isDouble()).isTrue();
    }
  }

  @Test
  void mathAnswerIsTheContentOfTheLastBox() throws IOException {
    for (JsonNode row : rows(write(Family.MATH))) {
      assertThat(MiniatureChecker.answer(row.path("solution").asText()))
          .contains(row.path("answer").asText());
      assertThat(row.path("level").isInt()).isTrue();
      assertThat(row.path("unique_id").asText()).matches("test/[a-z_]+/\\d+\\.json");
    }
  }

  @Test
  void svampEquationGivesItsAnswer() throws IOException {
    JsonNode rows = JSON.readTree(write(Family.SVAMP).toFile());
    List<JsonNode> meta = meta();
    for (int i = 0; i < COUNT; i++) {
      JsonNode row = rows.get(i);
      String expression = row.path("Equation").asText().replace(".0", "").replace(" ", "");

      assertThat(row.path("Body").asText() + " " + row.path("Question").asText())
          .isEqualTo(checker(meta.get(i)).problem().question());
      assertThat(Equations.evaluate(expression)).hasValue(row.path("Answer").asLong());
    }
  }

  @Test
  void strategyQaFactsStandInTheQuestion() throws IOException {
    for (JsonNode row : JSON.readTree(write(Family.STRATEGYQA).toFile())) {
      assertThat(row.path("answer").isBoolean()).isTrue();
      assertThat(row.path("facts")).isNotEmpty();
      row.path("facts")
          .forEach(fact -> assertThat(row.path("question").asText()).contains(fact.asText()));
    }
  }

  @Test
  void tripFactsCanBeReadBack() {
    for (int seed = 0; seed < 50; seed++) {
      TripFacts trip = Miniatures.problem(Family.TRAVELPLANNER, Split.TEST, seed).trip();

      assertThat(
              TripReference.facts(
                  TripReference.referenceInformation(trip),
                  TripReference.localConstraint(trip),
                  trip.days(),
                  trip.budget(),
                  trip.cities()))
          .isEqualTo(trip);
    }
  }

  @Test
  void tripFileHasTheOfficialColumns() throws IOException {
    List<String> lines = Files.readAllLines(write(Family.TRAVELPLANNER));

    assertThat(lines.get(0))
        .isEqualTo(
            "org,dest,days,visiting_city_number,date,people_number,local_constraint,budget,query,"
                + "level,reference_information");
    assertThat(lines).hasSize(COUNT + 1);
  }

  @Test
  void countOfZeroIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> MiniatureFiles.write(folder, Family.MATH, Split.TEST, 0, 1))
        .withMessageContaining("Invalid count 0");
  }
}
