package org.econspark.benchmark.grading;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.econspark.benchmark.Grade;
import org.econspark.benchmark.Grader;
import org.econspark.benchmark.Problem;
import org.econspark.benchmark.Problems;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Named texts with the verdict they deserve, one file a grader. */
class GoldenPairsTest {

  static Stream<Arguments> pairs() throws IOException {
    List<Arguments> pairs = new ArrayList<>();
    ObjectMapper json = new ObjectMapper();
    for (String grader :
        List.of(
            "numeric", "numeric-approximate", "yes-no", "math", "trip", "travelplanner", "exact")) {
      try (BufferedReader reader = open(grader)) {
        for (String line = reader.readLine(); line != null; line = reader.readLine()) {
          JsonNode pair = json.readTree(line);
          pairs.add(Arguments.of(grader + " " + pair.get("name").textValue(), pair));
        }
      }
    }
    return pairs.stream();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("pairs")
  void textGetsItsVerdict(String name, JsonNode pair) {
    Grader grader = Graders.byName(pair.get("grader").textValue());
    String gold = pair.get("gold").textValue();
    Problem problem = Problems.of("golden", name, "?", gold, grader.name(), "", "");

    Grade grade = grader.grade(pair.get("text").textValue(), problem);

    assertThat(grade.answer()).as("extracted answer").isEqualTo(pair.get("answer").textValue());
    assertThat(grade.verdict()).as(grade.toString()).hasToString(pair.get("verdict").textValue());
  }

  private static BufferedReader open(String grader) {
    String resource = "/grading/" + grader + ".jsonl";
    return new BufferedReader(
        new InputStreamReader(
            Objects.requireNonNull(GoldenPairsTest.class.getResourceAsStream(resource), resource),
            StandardCharsets.UTF_8));
  }
}
