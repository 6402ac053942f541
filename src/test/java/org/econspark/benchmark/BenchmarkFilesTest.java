package org.econspark.benchmark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.econspark.benchmark.grading.Graders;
import org.econspark.error.EconException;
import org.econspark.error.ExitCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BenchmarkFilesTest {
  private static final String GOOD =
      "{\"question\": \"How many?\", \"answer\": \"1+2=<<1+2=3>>3\\n#### 3\"}";

  @TempDir Path folder;

  @Test
  void malformedLineIsRejectedAndNamedAndTheRestIsRead() {
    ReadResult result = read("gsm8k", "test.jsonl", GOOD + "\n{\"question\": \n" + GOOD + "\n");

    assertThat(result.problems())
        .extracting(Problem::problemId)
        .containsExactly("b-000001", "b-000003");
    RejectedRecord rejected = result.rejected().get(0);
    assertThat(rejected.position()).isEqualTo(2);
    assertThat(rejected.file()).endsWith("test.jsonl");
    assertThat(rejected.reason())
        .startsWith("Invalid gsm8k problem at ")
        .contains("test.jsonl line 2: the line is not JSON");
    assertThat(rejected.excerpt()).isEqualTo("{\"question\": ");
  }

  @Test
  void missingFieldNullFieldAndWrongTypeAreNamed() {
    ReadResult result =
        read(
            "gsm8k",
            "test.jsonl",
            """
            {"question": "How many?"}
            {"question": null, "answer": "#### 3"}
            {"question": 7, "answer": "#### 3"}
            {"question": " ", "answer": "#### 3"}
            {"question": "How many?", "answer": "three"}
            {"question": "How many?", "answer": "#### three"}
            [1]
            {"question": "a", "question": "b", "answer": "#### 3"}
            """);

    assertThat(result.problems()).isEmpty();
    assertThat(result.rejected())
        .extracting(r -> r.reason().replaceFirst(".* line \\d+: ", ""))
        .containsExactly(
            "field 'answer' is missing, expected a text.",
            "field 'question' is null, expected a text.",
            "field 'question' holds a JSON number, expected a text.",
            "field 'question' is empty, expected a text.",
            "field 'answer' has no '#### <number>' line, which holds the gold answer.",
            "field 'answer' ends with '#### three', expected a number after the mark.",
            "expected a JSON object, in braces.",
            "the line is not JSON: Duplicate field 'question'.");
  }

  @Test
  void byteOrderMarkCarriageReturnsAndBlankLinesDoNoHarm() {
    ReadResult result =
        read("gsm8k", "test.jsonl", "\ufeff" + GOOD + "\r\n\r\n" + GOOD + "\r\n  \n");

    assertThat(result.rejected()).isEmpty();
    assertThat(result.problems())
        .extracting(Problem::problemId)
        .containsExactly("b-000001", "b-000003");
    assertThat(result.problems().get(0).gold()).isEqualTo("3");
  }

  @Test
  void lineSeparatorInsideALineIsText() {
    ReadResult result = read("gsm8k", "test.jsonl", GOOD.replace("How", "\u2028How\u2029\u0085"));

    assertThat(result.problems()).hasSize(1);
    assertThat(result.problems().get(0).question()).contains("How\u2029\u0085 many?");
  }

  @Test
  void bytesThatAreNotUtf8AreRejectedLineByLine() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.write((GOOD + "\n").getBytes(StandardCharsets.UTF_8));
    bytes.write(GOOD.replace("How", "Caf\u00e9").getBytes(StandardCharsets.ISO_8859_1));
    Path file = folder.resolve("test.jsonl");
    Files.write(file, bytes.toByteArray());

    ReadResult result = BenchmarkFiles.read(file, "b", BenchmarkFormats.byName("gsm8k"));

    assertThat(result.problems()).hasSize(1);
    assertThat(result.rejected().get(0).reason()).contains("line 2: the line is not UTF-8");
  }

  @Test
  void secondUseOfAnIdIsRejected() {
    ReadResult result =
        read(
            "plain",
            "test.jsonl",
            """
            {"id": "a", "question": "1?", "answer": 1}
            {"id": "a", "question": "2?", "answer": 2}
            """);

    assertThat(result.problems()).hasSize(1);
    assertThat(result.rejected().get(0).reason())
        .startsWith("Invalid problem id 'a': already used at ")
        .contains("test.jsonl position 1");
  }

  @Test
  void floatsKeepTheirDecimalText() {
    ReadResult result =
        read(
            "gsm-hard",
            "test.jsonl",
            """
            {"input": "a", "target": 3431580.0}
            {"input": "b", "target": 0.0000005158}
            {"input": "c", "target": 3244047.0999999996}
            {"input": "d", "target": 1e999999999}
            """);

    assertThat(result.problems())
        .extracting(Problem::gold)
        .containsExactly("3431580.0", "0.0000005158", "3244047.0999999996");
    assertThat(result.rejected().get(0).reason()).contains("a number of more than 400 digits");
  }

  @Test
  void arrayKeepsWhatStandsBeforeItsMistake() {
    ReadResult result =
        read(
            "strategyqa",
            "dev.json",
            """
            [{"qid": "x", "question": "Is it?", "answer": true, "facts": ["It is."],
              "evidence": [[["P-1", "operation"], "no_evidence"]]},
             {"qid": "y", "question": "Is it?", "answer": "yes"},
             {"qid": "z", "question": "Is it?", "answer": false
            """);

    Problem problem = result.problems().get(0);
    assertThat(problem.problemId()).isEqualTo("x");
    assertThat(problem.gold()).isEqualTo("yes");
    assertThat(problem.question()).isEqualTo("Is it?");
    assertThat(result.rejected()).extracting(RejectedRecord::position).containsExactly(2L, 3L);
    assertThat(result.rejected().get(0).reason())
        .contains("element 2: field 'answer' holds a JSON string, expected true or false");
    assertThat(result.rejected().get(1).reason()).contains("the file is not JSON from here on");
  }

  @Test
  void svampStoryAndQuestionAreJoinedByPunctuation() {
    assertThat(SvampFormat.join("Dan had $ 3. If he had $ 4 at the start", "How much?"))
        .isEqualTo("Dan had $ 3. If he had $ 4 at the start, How much?");
    assertThat(SvampFormat.join("Dan has 3 dollars", "How much?"))
        .isEqualTo("Dan has 3 dollars. How much?");
    assertThat(SvampFormat.join("Dan has 3 dollars.", "How much?"))
        .isEqualTo("Dan has 3 dollars. How much?");
  }

  @Test
  void bothPublishedLayoutsOfMathAreRead() throws IOException {
    Files.createDirectories(folder.resolve("algebra"));
    ReadResult single =
        read(
            "math",
            "algebra/107.json",
            """
            {
                "problem": "What is half of one?",
                "level": "Level 5",
                "type": "Algebra",
                "solution": "First \\\\boxed{0.5}, or $\\\\boxed{\\\\frac{1}{2}}$."
            }""");
    ReadResult lines =
        read(
            "math",
            "test.jsonl",
            "{\"problem\": \"p\", \"solution\": \"s\", \"answer\": \"\\\\frac65\", \"subject\":"
                + " \"Algebra\", \"level\": 3, \"unique_id\": \"test/algebra/1.json\"}");

    Problem problem = single.problems().get(0);
    assertThat(problem.gold()).isEqualTo("\\frac{1}{2}");
    assertThat(problem.level()).isEqualTo("5");
    assertThat(problem.kind()).isEqualTo("Algebra");
    assertThat(problem.problemId()).isEqualTo("algebra/107");
    assertThat(lines.problems().get(0).problemId()).isEqualTo("test/algebra/1.json");
    assertThat(lines.problems().get(0).level()).isEqualTo("3");
  }

  @Test
  void miniatureTripIsReadFromTheTravelPlannerTable() {
    String header =
        "org,dest,days,visiting_city_number,date,people_number,local_constraint,budget,query,level,"
            + "reference_information\n";
    String row =
        "Home,any,7,2,\"['2022-03-01']\",1,\"{'room type': None, 'must visit': 'Rome'}\",900,"
            + "\"Plan a trip, please.\",hard,\"[{'Description': 'Stay in Rome', 'Content':"
            + " 'Days: 3, Cost: 400'}, {'Description': 'Stay in Paris', 'Content': 'Days: 4, Cost:"
            + " 450'}]\"\n";

    ReadResult result = read("travelplanner", "test.csv", header + row + row.replace("900", "few"));

    Problem problem = result.problems().get(0);
    assertThat(problem.question()).isEqualTo("Plan a trip, please.");
    assertThat(problem.grader()).isEqualTo("trip");
    assertThat(Graders.byName("trip").grade("\\boxed{Rome, Paris}", problem).correct()).isTrue();
    assertThat(Graders.byName("trip").grade("\\boxed{Paris}", problem).correct()).isFalse();
    assertThat(result.rejected().get(0).reason())
        .contains("row 2: field 'budget' is 'few', expected a whole number");
  }

  @Test
  void csvFieldsMaySpanLines() {
    ReadResult result =
        read(
            "plain",
            "test.csv",
            "question,answer,id\r\n\"One,\r\n\"\"two\"\"?\",3,a\r\nFour?,4\r\n");

    assertThat(result.problems().get(0).question()).isEqualTo("One,\r\n\"two\"?");
    assertThat(result.rejected().get(0).reason())
        .contains("row 2: the row has 2 fields, the header 3");
  }

  @Test
  void plainFieldsHaveConfigurableNames() {
    ReadResult result =
        read(
            new PlainFormat("ask", "truth", "key", "numeric"),
            "test.jsonl",
            "{\"ask\": \"q\", \"truth\": 4.50, \"key\": 17}");

    Problem problem = result.problems().get(0);
    assertThat(problem.problemId()).isEqualTo("17");
    assertThat(problem.gold()).isEqualTo("4.50");
    assertThat(problem.grader()).isEqualTo("numeric");
  }

  @Test
  void unreadableFilesAreUserErrors() {
    BenchmarkFormat svamp = BenchmarkFormats.byName("svamp");
    assertThatThrownBy(() -> BenchmarkFiles.read(folder.resolve("none.json"), "b", svamp))
        .isInstanceOfSatisfying(
            EconException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.UNREADABLE_DATA))
        .hasMessageStartingWith("Cannot read benchmark 'b' from ")
        .hasMessageEndingWith("there is no such file.");
    assertThatThrownBy(() -> read("svamp", "empty.json", ""))
        .hasMessageContaining("it does not start with a JSON array");
    assertThatThrownBy(() -> read("travelplanner", "empty.csv", ""))
        .hasMessageContaining("it is empty, expected a header and rows");
  }

  @Test
  void unknownFormatNamesTheKnownOnes() {
    assertThatThrownBy(() -> BenchmarkFormats.byName("gsm9k"))
        .hasMessage(
            "Invalid benchmark format 'gsm9k': known are gsm-hard, gsm8k, math, plain, strategyqa,"
                + " svamp, travelplanner.");
  }

  @Test
  void parsersAndOutcomesSurviveBeingShipped() throws Exception {
    for (String name : BenchmarkFormats.names()) {
      RecordParser parser =
          shipped(new RecordParser("b", BenchmarkFormats.byName(name)), RecordParser.class);
      assertThat(shipped(parser.line("f", 1, "{}"), Outcome.class).rejected()).isPresent();
    }
  }

  private static <T> T shipped(T value, Class<T> type) throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(value);
    }
    try (ObjectInputStream in =
        new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      return type.cast(in.readObject());
    }
  }

  // printf 'q\037g' | sha256sum
  @Test
  void contentHashIsThatOfQuestionAndGold() {
    assertThat(Problems.contentHash("q", "g"))
        .isEqualTo("e6fe32dbc75e55127cc8689c48bf6a29b221ea12003e30f0d62cffe4c3cff0bd");
    assertThat(Problems.contentHash("q", "h")).isNotEqualTo(Problems.contentHash("q", "g"));
  }

  private ReadResult read(String format, String name, String content) {
    return read(BenchmarkFormats.byName(format), name, content);
  }

  private ReadResult read(BenchmarkFormat format, String name, String content) {
    Path file = folder.resolve(name);
    try {
      Files.writeString(file, content);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    return BenchmarkFiles.read(file, "b", format);
  }
}
