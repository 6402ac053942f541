package org.econspark.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Every method on the embedded model, by one command, at equal tokens. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CompareMethodsIT {
  private static final String METHODS =
      "cot,few-shot,majority,self-consistency,best-of-n,best-of-n@logprob,debate,debate-judge,moa,"
          + "tot,rap,rstar,react,econ-fixed,econ-fixed@n4,econ-fixed@n6,econ-fixed@without-0,"
          + "econ-fixed@no-strategy,econ-fixed@seed-2,econ-complete,econ-hier@n6";

  @TempDir private static Path out;
  private CommandLineRun run;

  @BeforeAll
  void playAllMethods() {
    run =
        CommandLineRun.evaluate(
            "--benchmark",
            "mini-svamp,mini-gsm8k",
            "--limit",
            "3",
            "--method",
            METHODS,
            "--match-tokens",
            "econ-fixed",
            "--set",
            "llm.default.model=mini-s",
            "--set",
            "variants.seed-2.controls.fixed=[{temperature=1.2}]",
            "--run-id",
            "compared",
            "--out",
            out.toString());
  }

  @Test
  void everyMethodIsPlayedButTheOneThatTheModelWasNotTrainedFor() {
    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(DuckDb.query(out, "SELECT DISTINCT method FROM $episodes")).hasSize(20);
    assertThat(DuckDb.value(out, "SELECT count(*) FROM $episodes WHERE status = 'failed'"))
        .isEqualTo("0");
    assertThat(run.out()).contains("react: n/a, the models were not trained");
    assertThat(
            DuckDb.query(
                out,
                "SELECT DISTINCT benchmark, accuracy FROM $comparison WHERE method = 'react'"
                    + " ORDER BY ALL"))
        .containsExactly(Arrays.asList("mini-gsm8k", null), Arrays.asList("mini-svamp", null));
  }

  @Test
  void samplingMethodsGetAtLeastTheTokensOfTheMatchedMethod() {
    String samples =
        "SELECT DISTINCT benchmark, calls FROM $episodes WHERE method = 'self-consistency'"
            + " ORDER BY ALL";
    String least =
        "SELECT benchmark, CAST(ceil(econ / cot) AS INT) FROM (SELECT benchmark,"
            + " avg(prompt_tokens + completion_tokens) FILTER (WHERE method = 'econ-fixed') econ,"
            + " avg(prompt_tokens + completion_tokens) FILTER (WHERE method = 'cot') cot"
            + " FROM $episodes GROUP BY ALL) ORDER BY ALL";
    assertThat(DuckDb.query(out, samples)).hasSize(2).isEqualTo(DuckDb.query(out, least));
  }

  @Test
  void comparisonAgreesWithTheEpisodes() {
    String compared =
        "SELECT benchmark, method, accuracy, tokens_per_problem FROM $comparison"
            + " WHERE accuracy IS NOT NULL AND benchmark <> 'all' ORDER BY ALL";
    String episodes =
        "SELECT benchmark, method, avg(correct::INT), avg(prompt_tokens + completion_tokens)"
            + " FROM $episodes GROUP BY ALL ORDER BY ALL";
    assertThat(DuckDb.query(out, compared)).isEqualTo(DuckDb.query(out, episodes));
  }

  @Test
  void lastPointOfTheCurveIsSelfConsistencyItself() {
    String curve =
        "SELECT benchmark, arg_max(accuracy, samples), max(tokens_per_problem) FROM $cost_curve"
            + " WHERE benchmark <> 'all' GROUP BY ALL ORDER BY ALL";
    String episodes =
        "SELECT benchmark, avg(correct::INT), avg(prompt_tokens + completion_tokens)"
            + " FROM $episodes WHERE method = 'self-consistency' GROUP BY ALL ORDER BY ALL";
    assertThat(DuckDb.query(out, curve)).isEqualTo(DuckDb.query(out, episodes));
  }

  @Test
  void costsByRoleSizeAndAgentArePrinted() {
    assertThat(run.out())
        .contains("Methods at equal tokens")
        .contains("Cost curve of the vote")
        .contains("Growth with the number of agents")
        .contains("Tokens by level")
        .contains("What each agent adds");
    assertThat(run.out().lines().filter(line -> line.startsWith("econ-fixed  3 4 6")))
        .as("one call more for each agent, by a straight line")
        .anyMatch(line -> line.contains("1.00") && line.contains("1.0000"));
    assertThat(
            DuckDb.query(
                out,
                "SELECT role, calls_per_problem FROM $levels WHERE method = 'econ-hier@n6'"
                    + " ORDER BY ALL"))
        .containsExactly(
            List.of("coordinator", "2.0"),
            List.of("executor", "6.0"),
            List.of("local_coordinator", "4.0"));
    assertThat(DuckDb.query(out, "SELECT outcome, agent FROM $credit ORDER BY ALL"))
        .containsExactly(
            List.of("commitment", "0"),
            List.of("vote", "0"),
            List.of("vote", "1"),
            List.of("vote", "2"));
  }

  @Test
  void questionsAboutMethodsHaveTheSameAnswersInBothEngines() throws IOException, SQLException {
    AskedQuestions asked = AskedQuestions.about(out);
    asked.assertBothEnginesGiveTheSameRows(
        List.of("comparison", "growth", "levels", "best-settings", "over-seeds"));
    List<List<Object>> table = asked.duck().get("comparison");
    assertThat(table).hasSize(21);
    assertThat(table)
        .filteredOn(row -> row.get(0).equals("react"))
        .singleElement()
        .satisfies(row -> assertThat(row).contains("n/a"));
    assertThat(asked.duck().get("growth"))
        .anySatisfy(
            row ->
                assertThat(row.subList(0, 6))
                    .containsExactly("econ-fixed", 3.0, 3.0, 6.0, 1.0, 1.0));
    assertThat(asked.duck().get("levels")).hasSizeGreaterThan(3);
    assertThat(asked.duck().get("best-settings"))
        .filteredOn(row -> row.get(0).equals("best-of-n"))
        .extracting(row -> row.get(1))
        .containsExactly(1.0, 2.0);
    assertThat(asked.duck().get("over-seeds"))
        .extracting(row -> row.get(0), row -> row.get(1), row -> row.get(2), row -> row.get(6))
        .as(
            "the variant counts as one training on six problems, beside each method that learns nothing")
        .containsExactly(
            tuple("econ-fixed", 1.0, 6.0, "cot"),
            tuple("econ-fixed", 1.0, 6.0, "econ-fixed"),
            tuple("econ-fixed", 1.0, 6.0, "majority"));
  }

  @Test
  void matchNeedsTheMethodAndItsUnit() {
    CommandLineRun wrong =
        CommandLineRun.evaluate(
            "--benchmark",
            "mini-svamp",
            "--limit",
            "1",
            "--method",
            "cot,self-consistency",
            "--match-tokens",
            "econ-fixed",
            "--run-id",
            "wrong",
            "--out",
            out.resolve("wrong").toString());
    assertThat(wrong.exitCode()).isEqualTo(2);
    assertThat(wrong.err()).contains("'econ-fixed' is not played");
  }
}
