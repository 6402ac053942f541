package org.econspark.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The settings under {@code conf/} that need more than loading to be known to work. */
class ShippedSettingsIT {
  @TempDir private static Path out;

  @Test
  void settingsOfThePaperLackOnlyTheirServer() {
    CommandLineRun run =
        CommandLineRun.of(
            "validate",
            "--conf",
            "conf/paper.conf",
            "--data",
            "gsm8k=datasets/mini-gsm8k/test.jsonl",
            "--set",
            "benchmarks.gsm8k.train=datasets/mini-gsm8k/train.jsonl",
            "--set",
            "llm.default.api-key-env=PATH", // set everywhere
            "--set",
            "llm.default.base-url=http://localhost:9/v1",
            "--out",
            out.toString());
    assertThat(run.exitCode()).as(run.err()).isEqualTo(5);
    assertThat(run.err()).contains("Cannot reach http://localhost:9/v1/models");
  }

  @Test
  void teamOfThreeModelsPlaysAndEachAgentGetsItsCredit() {
    CommandLineRun run =
        CommandLineRun.evaluate(
            "--conf",
            "conf/heterogeneous.conf",
            "--benchmark",
            "mini-svamp,mini-travelplanner",
            "--limit",
            "4",
            "--run-id",
            "team",
            "--out",
            out.toString());
    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(
            DuckDb.query(
                out,
                "SELECT DISTINCT agent, model FROM $responses WHERE method = 'majority'"
                    + " AND role = 'executor' ORDER BY ALL"))
        .containsExactly(
            List.of("0", "mini-m"), List.of("1", "mini-s"), List.of("2", "mini-s-words"));
    assertThat(DuckDb.query(out, "SELECT method, outcome, agent, n FROM $credit ORDER BY ALL"))
        .containsExactly(
            List.of("econ-fixed", "commitment", "0", "8"),
            List.of("econ-fixed", "commitment", "1", "8"),
            List.of("econ-fixed", "commitment", "2", "8"),
            List.of("majority", "vote", "0", "8"),
            List.of("majority", "vote", "1", "8"),
            List.of("majority", "vote", "2", "8"));
    assertThat(run.out()).contains("What each agent adds");
  }
}
