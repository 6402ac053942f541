package org.econspark.benchmark.miniature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

class TrainingTextTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  private static List<JsonNode> run(String input, String... arguments) throws IOException {
    ByteArrayOutputStream output = new ByteArrayOutputStream();
    TrainingText.run(
        arguments, new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)), output);
    List<JsonNode> rows = new ArrayList<>();
    for (String line : output.toString(StandardCharsets.UTF_8).lines().toList()) {
      rows.add(JSON.readTree(line));
    }
    return rows;
  }

  private static List<JsonNode> problems() throws IOException {
    return run("", "problems", "--split", "validation", "--seed", "5", "--count", "10");
  }

  @Test
  void documentsAreOneJsonObjectALine() throws IOException {
    List<JsonNode> rows = run("", "documents", "--seed", "3", "--count", "20", "--mix", "words");

    assertThat(rows).hasSize(20);
    assertThat(rows.get(0).path("parts").get(0)).hasSize(2);
    assertThat(rows).extracting(row -> row.path("kind").asText()).doesNotContain("");
  }

  /** Models are trained on these texts: change them on purpose only, and train again or say so. */
  @Test
  void documentsAreTheSameOnEveryPlatform() throws Exception {
    ByteArrayOutputStream output = new ByteArrayOutputStream();
    String[] arguments = {"documents", "--seed", "1", "--count", "2000"};
    TrainingText.run(arguments, new ByteArrayInputStream(new byte[0]), output);
    byte[] digest = MessageDigest.getInstance("SHA-256").digest(output.toByteArray());

    assertThat(HexFormat.of().formatHex(digest))
        .isEqualTo("80303ef8b25804708575111e1675ca3a979f1671c2c56a66772727cb97e8c210");
  }

  @Test
  void worksOutTheAnswersOfItsOwnProblems() throws IOException {
    StringBuilder answers = new StringBuilder();
    for (JsonNode problem : problems()) {
      answers.append(row(problem).put("text", problem.path("solution").asText())).append('\n');
    }

    List<JsonNode> grades = run(answers.toString(), "grade");

    assertThat(grades).hasSize(60).allMatch(grade -> grade.path("correct").asBoolean());
  }

  @Test
  void textWithoutABoxIsWrongAndHasNoKey() throws IOException {
    ObjectNode row = row(problems().get(0)).put("text", "I do not know.");

    JsonNode grade = run(row.toString(), "grade").get(0);

    assertThat(grade.path("correct").asBoolean()).isFalse();
    assertThat(grade.path("answer").isNull()).isTrue();
    assertThat(grade.path("key").isNull()).isTrue();
  }

  @Test
  void commitmentsNeedARightCandidateAndNameIt() throws IOException {
    JsonNode problem = problems().get(0);
    ObjectNode mixed = row(problem).put("strategy", "Think.");
    mixed.putArray("candidates").add("\\boxed{-1}").add(problem.path("solution").asText());
    ObjectNode wrong = row(problem).put("strategy", "Think.");
    wrong.putArray("candidates").add("\\boxed{-1}").add("nothing");

    List<JsonNode> documents = run(mixed + "\n" + wrong, "commit-documents");

    assertThat(documents).hasSize(1);
    assertThat(documents.get(0).path("parts").get(1).get(0).asText())
        .isEqualTo("1 wrong; 2 ok. \\boxed{" + problem.path("gold").asText() + "}<|end|>");
  }

  @Test
  void unknownCommandsAndOptionsAreRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> run("", "train"))
        .withMessageContaining("Invalid command 'train'");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> run("", "documents", "--mix", "sums"))
        .withMessageContaining("Invalid mix 'sums'");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> run("", "problems", "--count", "many"))
        .withMessageContaining("Invalid --count 'many'");
  }

  private static ObjectNode row(JsonNode problem) {
    return JSON.createObjectNode().put("id", problem.path("id").asText());
  }
}
