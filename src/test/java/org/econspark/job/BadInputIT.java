package org.econspark.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Bad input leads to one clear line and the right exit code, never to a stack trace. */
class BadInputIT {
  private static final String GOOD_ROW =
      "{\"question\": \"What is 2+3?\", \"answer\": \"2+3=5\\n#### 5\"}\n";

  @TempDir private Path folder;

  @Test
  void unknownBenchmark() {
    assertRefused(
        2,
        "unknown benchmark 'mini-gsm9k', did you mean 'mini-gsm8k'?",
        "--benchmark",
        "mini-gsm9k");
  }

  @Test
  void unknownMethod() {
    assertRefused(
        2, "Unknown method 'econ-fixd', did you mean 'econ-fixed'?", "--method", "econ-fixd");
  }

  @Test
  void missingFile() {
    assertRefused(4, "no such file", "--data", "gsm8k=" + folder.resolve("none.jsonl"));
  }

  @Test
  void fileWithoutAReadableRow() throws IOException {
    Path file = Files.writeString(folder.resolve("bad.jsonl"), "not json\n{\"question\": 1}\n");
    assertRefused(4, "no readable row among 2", "--data", "gsm8k=" + file);
  }

  @Test
  void emptyFile() throws IOException {
    Path file = Files.writeString(folder.resolve("empty.jsonl"), "");
    assertRefused(4, "no readable row among 0", "--data", "gsm8k=" + file);
  }

  @Test
  void malformedLineIsNamedAndTheRunGoesOn() throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("mixed.jsonl"),
            GOOD_ROW + "{broken\n" + GOOD_ROW.replace("2+3", "2+2").replace("5", "4"));

    CommandLineRun run =
        evaluate(
            "--data", "gsm8k=" + file, "--method", "cot", "--set", "run.max-failure-share=0.5");

    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(DuckDb.query(folder.resolve("runs"), "SELECT position, reason FROM $rejected"))
        .singleElement()
        .satisfies(row -> assertThat(row.get(0)).isEqualTo("2"))
        .satisfies(row -> assertThat(row.get(1)).contains("mixed.jsonl").contains("JSON"));
    assertThat(DuckDb.value(folder.resolve("runs"), "SELECT count(*) FROM $episodes"))
        .isEqualTo("2");
  }

  @Test
  void tooManyMalformedLines() throws IOException {
    Path file = Files.writeString(folder.resolve("mixed.jsonl"), GOOD_ROW + "{broken\n");
    assertRefused(4, "1 of 2 rows are unreadable", "--data", "gsm8k=" + file);
  }

  @Test
  void unknownKey() {
    assertRefused(
        2, "unknown key 'agents.cuont', did you mean 'agents.count'?", "--set", "agents.cuont=3");
  }

  @Test
  void temperatureOutOfRange() {
    assertRefused(
        2,
        "'controls.fixed[0].temperature' is '9.0', expected a number from 0.1 to 2.0",
        "--set",
        "controls.fixed=[{temperature=9}]");
  }

  @Test
  void limitOfZero() {
    assertRefused(2, "Invalid --limit 0", "--limit", "0");
  }

  @Test
  void limitThatIsNoNumber() {
    assertRefused(2, "'many' is not an int", "--limit", "many");
  }

  @Test
  void unknownEmbeddedModel() {
    assertRefused(5, "mini-xl", "--set", "llm.default.model=mini-xl", "--limit", "1");
  }

  @Test
  void unreadableModelFile() throws IOException {
    Path model = Files.createDirectory(folder.resolve("model"));
    Files.writeString(model.resolve("model.onnx"), "this is no model");
    Files.writeString(model.resolve("tokenizer.json"), "{}");
    assertRefused(
        5,
        model.toString(),
        "--set",
        "llm.default.provider=onnx",
        "--set",
        "llm.default.model=\"" + model + "\"",
        "--limit",
        "1");
  }

  @Test
  void outputThatCannotBeWritten() throws IOException {
    Path file = Files.writeString(folder.resolve("a-file"), "x");
    CommandLineRun run =
        CommandLineRun.evaluate("--limit", "1", "--out", file.resolve("runs").toString());
    assertThat(run.exitCode()).as(run.err()).isEqualTo(2);
    assertThat(run.err()).contains("Cannot write results to " + file).contains("--out");
    assertThat(run.err().lines()).hasSize(1);
  }

  @Test
  void unknownOptionAndMissingCommand() {
    assertRefused(2, "Unknown option", "--limti", "3");
    assertThat(CommandLineRun.of().exitCode()).isEqualTo(2);
    assertThat(CommandLineRun.of().err()).contains("a command is missing");
  }

  private CommandLineRun evaluate(String... more) {
    List<String> args = new ArrayList<>(List.of(more));
    args.addAll(List.of("--out", folder.resolve("runs").toString()));
    return CommandLineRun.evaluate(args.toArray(String[]::new));
  }

  private void assertRefused(int exitCode, String message, String... args) {
    CommandLineRun run = evaluate(args);
    assertThat(run.exitCode()).as(run.err()).isEqualTo(exitCode);
    assertThat(run.err()).contains(message).startsWith("econ: ").doesNotContain("\tat ");
    assertThat(run.err().lines()).hasSize(1);
    assertThat(run.out()).isEmpty();
  }
}
