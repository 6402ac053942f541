package org.econspark.job;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code --json} prints is one object a line, named like the columns of the tables. */
class JsonOutputIT {
  @TempDir private Path folder;

  @Test
  void validateSaysWhatWouldBePlayedAndWhatItTakes() throws IOException {
    JsonNode said =
        json("validate", "--benchmark", "mini-gsm8k", "--limit", "3", "--method", "cot");
    JsonNode plan = said.path("plan").path(0);
    assertThat(plan.path("benchmark").asText()).isEqualTo("mini-gsm8k");
    assertThat(plan.path("problems").asInt()).isEqualTo(3);
    assertThat(plan.path("methods").toString()).isEqualTo("[\"cot\"]");
    assertThat(said.path("estimate").path("whole").path("calls").asInt()).isEqualTo(3);
    assertThat(said.path("estimate").path("parts")).hasSize(1);
    assertThat(said.path("prompts")).hasSize(4);
    assertThat(said.path("prompts").path(0).path("prompt_hash").asText()).hasSize(64);
  }

  @Test
  void datasetsValidateCountsRowsAndVerdicts() throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("sums.jsonl"),
            "{\"question\": \"What is 2+3?\", \"answer\": \"5\"}\n{\"question\": \"What?\"}\n");
    CommandLineRun run =
        CommandLineRun.of(
            "datasets",
            "validate",
            "--grades",
            "--json",
            "--data",
            "sums=" + file,
            "--set",
            "benchmarks.sums.grader=numeric");
    assertThat(run.exitCode()).as(run.err()).isEqualTo(4);
    assertThat(run.out().lines()).hasSize(1);
    JsonNode said = new ObjectMapper().readTree(run.out());
    assertThat(said.path("problems").asInt()).isEqualTo(1);
    assertThat(said.path("rejected").path(0).path("position").asInt()).isEqualTo(2);
    JsonNode gold = said.path("grades").path("counts").path(0);
    assertThat(gold.path("check").asText()).isEqualTo("gold itself");
    assertThat(gold.path("held").asInt()).isEqualTo(1);
  }

  @Test
  void trainPrintsItsEpochsAndItsCertificate() throws IOException {
    JsonNode said =
        json(
            "train",
            "--benchmark",
            "mini-gsm8k",
            "--epochs",
            "1",
            "--certificate",
            "--set",
            "training.episodes=8",
            "--set",
            "learning.batch-size=4",
            "--set",
            "training.validation-limit=4",
            "--set",
            "training.certificate-limit=4",
            "--set",
            "training.certificate-samples=1",
            "--run-id",
            "small",
            "--out",
            folder.toString());
    assertThat(said.path("run_id").asText()).isEqualTo("small");
    assertThat(said.path("method").asText()).isEqualTo("econ");
    assertThat(said.path("epochs")).hasSize(2);
    assertThat(said.path("epochs").path(1).path("loss_total").isNumber()).isTrue();
    assertThat(said.path("best_accuracy").asDouble())
        .isEqualTo(
            said.path("epochs")
                .path(said.path("best_epoch").asInt())
                .path("validation_accuracy")
                .asDouble());
    assertThat(said.path("equilibrium").findValuesAsText("method"))
        .contains("econ-fixed", "econ-untrained");
    assertThat(said.path("equilibrium").path(0).path("nashconv_high").isNumber()).isTrue();
  }

  @Test
  void certificateOnTooFewProblemsIsRefusedAtOnce() {
    CommandLineRun run =
        CommandLineRun.of(
            "train",
            "--benchmark",
            "mini-gsm8k",
            "--certificate",
            "--set",
            "training.certificate-limit=2",
            "--out",
            folder.toString());
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains("certificate on 2 validation problems");
    assertThat(run.err().lines()).hasSize(1);
  }

  private static JsonNode json(String... args) throws IOException {
    String[] all = Arrays.copyOf(args, args.length + 1);
    all[args.length] = "--json";
    CommandLineRun run = CommandLineRun.of(all);
    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.out().lines()).hasSize(1);
    return new ObjectMapper().readTree(run.out());
  }
}
