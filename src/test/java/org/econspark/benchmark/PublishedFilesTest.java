package org.econspark.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.util.List;
import java.util.stream.Stream;
import org.econspark.benchmark.audit.Alterations;
import org.econspark.benchmark.grading.Graders;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@EnabledIf(
    value = "org.econspark.benchmark.SharedBenchmarks#present",
    disabledReason = "the published benchmark files are not there; set econspark.benchmarks")
class PublishedFilesTest {

  static Stream<Arguments> answerable() {
    return Stream.of(
        Arguments.of("gsm8k", "gsm8k/test.jsonl", 659),
        Arguments.of("gsm8k", "gsm8k/train.jsonl", 7473),
        Arguments.of("gsm-hard", "gsm-hard/gsmhardv2.jsonl", 659),
        Arguments.of("math", "math/test.jsonl", 250),
        Arguments.of("svamp", "svamp/SVAMP.json", 500),
        Arguments.of("strategyqa", "strategyqa/dev.json", 114),
        Arguments.of("strategyqa", "strategyqa/train.json", 2061));
  }

  @ParameterizedTest(name = "{1}")
  @MethodSource("answerable")
  void everyRowIsReadAndItsGoldIsCorrectAndAChangedGoldIsWrong(
      String format, String file, int rows) {
    ReadResult result = read(format, file);

    assertThat(result.rejected()).isEmpty();
    assertThat(result.problems()).hasSize(rows);
    for (Problem problem : result.problems()) {
      Grader grader = Graders.byName(problem.grader());
      String gold = "So the result is \\boxed{" + problem.gold() + "}.";
      assertThat(grader.grade(gold, problem).verdict())
          .as("%s gold %s", problem.problemId(), problem.gold())
          .isEqualTo(Grade.Verdict.CORRECT);
      for (String changed : Alterations.of(problem)) {
        assertThat(grader.grade("\\boxed{" + changed + "}", problem).verdict())
            .as("%s gold %s changed to %s", problem.problemId(), problem.gold(), changed)
            .isEqualTo(Grade.Verdict.WRONG);
        assertThat(grader.voteKey(changed))
            .as("vote key of %s and %s", problem.gold(), changed)
            .isNotEqualTo(grader.voteKey(problem.gold()));
      }
    }
  }

  @Test
  void everyPublishedMathSolutionIsGradedByItsLastBox() throws Exception {
    BenchmarkFormat format = BenchmarkFormats.byName("math");
    for (String line : Files.readAllLines(SharedBenchmarks.file("math/test.jsonl"))) {
      String solution = Json.MAPPER.readTree(line).get("solution").textValue();
      Problem problem =
          new RecordParser("math", format).line("test.jsonl", 1, line).problem().orElseThrow();
      assertThat(Graders.byName("math").grade(solution, problem).correct())
          .as("%s gold %s", problem.problemId(), problem.gold())
          .isTrue();
    }
  }

  @Test
  void everyPublishedGsm8kSolutionIsGradedByItsMark() throws Exception {
    RecordParser parser = new RecordParser("gsm8k", BenchmarkFormats.byName("gsm8k"));
    List<String> lines = Files.readAllLines(SharedBenchmarks.file("gsm8k/test.jsonl"));
    for (String line : lines) {
      Problem problem = parser.line("test.jsonl", 1, line).problem().orElseThrow();
      String solution = Json.MAPPER.readTree(line).get("answer").textValue();
      assertThat(Graders.byName("numeric").grade(solution, problem).correct()).as(line).isTrue();
    }
  }

  @Test
  void officialTravelPlannerTableIsReadWithItsReferenceInformation() {
    ReadResult result = read("travelplanner", "travelplanner/selected_validation.csv");

    assertThat(result.rejected()).isEmpty();
    assertThat(result.problems()).hasSize(1);
    Problem problem = result.problems().get(0);
    assertThat(problem.level()).isEqualTo("easy");
    assertThat(problem.question())
        .startsWith("Please devise a travel plan that starts from St. Petersburg")
        .contains("Attractions in Appleton:")
        .contains("F3578689");
    assertThat(problem.gold())
        .contains("\"budget\":1200")
        .contains("{\"flight number\":\"F3574992\",\"price\":\"542\"")
        .contains("{\"name\":\"Brick 29\",\"average cost\":\"97\"");
  }

  @Test
  void travelPlannerSubmissionIsReadByItsQueries() {
    ReadResult result = read("travelplanner", "travelplanner/example_evaluation.jsonl");

    assertThat(result.rejected()).isEmpty();
    assertThat(result.problems()).hasSize(90);
    assertThat(result.problems().get(0).problemId()).isEqualTo("2");
  }

  private static ReadResult read(String format, String file) {
    return BenchmarkFiles.read(
        SharedBenchmarks.file(file), format, BenchmarkFormats.byName(format));
  }
}
