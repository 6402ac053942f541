package org.econspark.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code gate} on real runs and a planted regression. */
class GateIT {
  @TempDir private static Path runs;

  @BeforeAll
  static void plantARegression() throws IOException {
    SmallRuns.copy(runs);
    InventedTables.addWrongRun(runs, "tuesday", "broken");
    InventedTables.addWrongRun(runs, "tuesday", "no-better");
    InventedTables.addWrongRun(runs, "tuesday", "better");
    InventedTables.addEquilibrium(runs, "no-better", "econ-untrained", 0, 0.5);
    InventedTables.addEquilibrium(runs, "no-better", "econ-fixed", 0, 0.1);
    InventedTables.addEquilibrium(runs, "better", "econ-untrained", 0, 0.5);
    InventedTables.addEquilibrium(runs, "better", "econ-fixed", 0, 0.7);
    InventedTables.addEquilibrium(runs, "better", "econ", 3, 0.4);
  }

  @Test
  void sameRunPasses() {
    CommandLineRun same = gate("--candidate", "tuesday", "--current", "tuesday", "--json");
    assertThat(same.exitCode()).as(same.err()).isZero();
    assertThat(same.out()).contains("\"passed\":true").contains("+0.0 points");
  }

  @Test
  void plantedRegressionIsRefusedWithExitCode9() {
    CommandLineRun refused = gate("--candidate", "broken", "--current", "tuesday");
    assertThat(refused.exitCode()).isEqualTo(9);
    assertThat(refused.out()).contains("accuracy over all problems").contains("FAILED");
    assertThat(refused.err())
        .contains("The gate refuses 'broken'")
        .contains("jobs/econ report --run-id broken --compare tuesday");
    assertThat(refused.err().lines()).hasSize(1);
  }

  @Test
  void nashConvCountsWhereItWasMeasured() {
    CommandLineRun measured =
        gate(
            "--candidate",
            "tuesday",
            "--current",
            "tuesday",
            "--candidate-training",
            "trained",
            "--current-training",
            "trained",
            "--method",
            "econ-fixed");
    assertThat(measured.exitCode()).as(measured.err()).isZero();
    assertThat(measured.out())
        .containsPattern("upper bound of NashConv +passed +0\\.1633 against 0\\.1633")
        .doesNotContain("majority");
    CommandLineRun unmeasured =
        gate(
            "--candidate",
            "tuesday",
            "--current",
            "tuesday",
            "--candidate-training",
            "monday",
            "--current-training",
            "trained");
    assertThat(unmeasured.exitCode()).isEqualTo(9);
    assertThat(unmeasured.err()).contains("not measured for the candidate");
  }

  @Test
  void nashConvIsThatOfTheWeightsThatARunOffers() {
    assertThat(nashConv("better", "no-better").out())
        .containsPattern("upper bound of NashConv +passed +0\\.4000 against 0\\.5000");
    assertThat(nashConv("no-better", "better").out())
        .containsPattern("upper bound of NashConv +FAILED +0\\.5000 against 0\\.4000");
    assertThat(nashConv("better", "no-better", "--method", "econ-fixed,econ-quantal").out())
        .contains("measured for neither");
  }

  private static CommandLineRun nashConv(String candidate, String current, String... more) {
    List<String> args =
        new ArrayList<>(
            List.of(
                "--candidate",
                "tuesday",
                "--current",
                "tuesday",
                "--candidate-training",
                candidate,
                "--current-training",
                current));
    args.addAll(List.of(more));
    return gate(args.toArray(String[]::new));
  }

  @Test
  void nothingInCommonIsAMistake() {
    CommandLineRun nothing =
        gate("--candidate", "tuesday", "--current", "monday", "--method", "debate");
    assertThat(nothing.exitCode()).isEqualTo(2);
    assertThat(nothing.err()).contains("no problem was answered in both by debate");
  }

  private static CommandLineRun gate(String... more) {
    List<String> args = new ArrayList<>(List.of("gate", "--runs", runs.toString()));
    args.addAll(List.of(more));
    return CommandLineRun.of(args.toArray(String[]::new));
  }
}
