package org.econspark.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The README's examples of a benchmark, a method and a model of one's own. */
class OwnPartsIT {
  @TempDir private Path folder;

  @Test
  void benchmarkOfOnesOwnNeedsAFileAndAName() throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("sums.jsonl"),
            "{\"question\": \"What is 2+3?\", \"answer\": \"5\"}\n"
                + "{\"question\": \"What is 4+4?\", \"answer\": \"8\"}\n");
    play("--data", "sums=" + file, "--set", "benchmarks.sums.grader=numeric", "--method", "cot");
    assertThat(
            DuckDb.query(
                folder, "SELECT problem_id, question, gold FROM $episodes ORDER BY problem_id"))
        .containsExactly(
            List.of("sums-000001", "What is 2+3?", "5"),
            List.of("sums-000002", "What is 4+4?", "8"));
  }

  @Test
  void methodOfOnesOwnIsFoundByItsName() {
    play("--benchmark", "mini-gsm8k", "--limit", "2", "--method", "twice");
    assertThat(DuckDb.query(folder, "SELECT method, calls FROM $episodes"))
        .hasSize(2)
        .allMatch(row -> row.equals(List.of("twice", "2")));
  }

  @Test
  void modelOfOnesOwnIsFoundByItsProvider() throws IOException {
    Path answers =
        Files.writeString(
            folder.resolve("answers.jsonl"),
            "{\"contains\": \"2+3\", \"answer\": \"I know: \\\\boxed{5}\"}\n");
    Path file =
        Files.writeString(
            folder.resolve("sums.jsonl"), "{\"question\": \"What is 2+3?\", \"answer\": \"5\"}\n");
    play(
        "--data",
        "sums=" + file,
        "--method",
        "cot",
        "--set",
        "llm.default.provider=scripted",
        "--set",
        "llm.default.options.answers=\"" + answers + "\"");
    assertThat(DuckDb.query(folder, "SELECT answer, correct FROM $episodes"))
        .containsExactly(List.of("5", "true"));
  }

  private void play(String... options) {
    String[] args = new String[options.length + 2];
    System.arraycopy(options, 0, args, 0, options.length);
    args[options.length] = "--out";
    args[options.length + 1] = folder.toString();
    CommandLineRun run = CommandLineRun.evaluate(args);
    assertThat(run.exitCode()).as(run.err()).isZero();
  }
}
