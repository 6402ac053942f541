package org.econspark.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The whole path on the embedded model: command line to result tables. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EvaluateIT {
  private static final String TEXTS =
      "SELECT benchmark, method, problem_id, stage, agent, text, correct, prompt_tokens,"
          + " completion_tokens, seed FROM $responses WHERE run_id = '%s' ORDER BY ALL";

  @TempDir private static Path out;
  private CommandLineRun first;

  @BeforeAll
  void playSixBenchmarks() {
    first = run("first");
  }

  private CommandLineRun run(String id, String... more) {
    String[] args = {
      "--limit", "5", "--set", "run.chunk-size=4", "--run-id", id, "--out", out.toString()
    };
    List<String> all = new ArrayList<>(List.of(args));
    all.addAll(List.of(more));
    return CommandLineRun.evaluate(all.toArray(String[]::new));
  }

  @Test
  void endsWellWithOneSummaryRowForEachBenchmarkAndMethod() {
    assertThat(first.exitCode()).as(first.err()).isZero();
    assertThat(first.out().lines().filter(line -> line.startsWith("mini-"))).hasSize(18);
    assertThat(DuckDb.query(out, "SELECT DISTINCT benchmark, method FROM $summary")).hasSize(18);
  }

  @Test
  void accuracyInSqlEqualsTheSummary() {
    String sql =
        "SELECT benchmark, method, avg(correct::INT) FROM $%s WHERE run_id = 'first'"
            + " GROUP BY ALL ORDER BY ALL";
    String summary =
        "SELECT benchmark, method, accuracy FROM $summary WHERE run_id = 'first' ORDER BY ALL";
    assertThat(DuckDb.query(out, sql.formatted("episodes"))).isEqualTo(DuckDb.query(out, summary));
  }

  @Test
  void everyEpisodeIsThereOnce() {
    assertThat(
            DuckDb.value(
                out,
                "SELECT count(*) FROM (SELECT DISTINCT benchmark, method, problem_id, repeat"
                    + " FROM $episodes WHERE run_id = 'first')"))
        .isEqualTo("90");
    assertThat(DuckDb.value(out, "SELECT count(*) FROM $episodes WHERE run_id = 'first'"))
        .isEqualTo("90");
  }

  @Test
  void callsAndTokensOfResponsesAddUpToTheEpisodes() {
    String episodes =
        "SELECT method, sum(calls), sum(prompt_tokens), sum(completion_tokens) FROM $episodes"
            + " WHERE run_id = 'first' GROUP BY ALL ORDER BY ALL";
    String responses =
        "SELECT method, count(*), sum(prompt_tokens), sum(completion_tokens) FROM $responses"
            + " WHERE run_id = 'first' GROUP BY ALL ORDER BY ALL";
    assertThat(DuckDb.query(out, episodes)).isEqualTo(DuckDb.query(out, responses));
    assertThat(DuckDb.query(out, episodes).stream().map(row -> row.get(1)))
        .as("one call, five calls, four calls for 30 problems")
        .containsExactly("30", "150", "120");
  }

  @Test
  void voteIsOverTheAnswersThatTheCoordinatorMerges() {
    String sql =
        "SELECT problem_id, agent, text FROM $responses WHERE run_id = 'first' AND method = '%s'"
            + " AND role = 'executor' ORDER BY ALL";
    assertThat(DuckDb.query(out, sql.formatted("majority")))
        .hasSize(90)
        .isEqualTo(DuckDb.query(out, sql.formatted("econ-fixed")));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 7})
  void sameSeedGivesTheSameRowsWhateverThePartitions(int partitions) {
    System.setProperty("spark.default.parallelism", Integer.toString(partitions));
    String runId = "partitions-" + partitions;
    try {
      CommandLineRun again = run(runId, "--set", "run.wave-chunks=1");
      assertThat(again.exitCode()).as(again.err()).isZero();
    } finally {
      System.clearProperty("spark.default.parallelism");
    }
    assertThat(DuckDb.query(out, TEXTS.formatted(runId)))
        .isEqualTo(DuckDb.query(out, TEXTS.formatted("first")));
  }

  @Test
  void otherSeedGivesOtherTexts() {
    run("seeded", "--seed", "2", "--benchmark", "mini-gsm8k", "--method", "econ-fixed");
    assertThat(DuckDb.query(out, TEXTS.formatted("seeded")))
        .doesNotContainAnyElementsOf(DuckDb.query(out, TEXTS.formatted("first") + " LIMIT 1"));
  }

  @Test
  void finishedRunIsNotPlayedAgain() {
    String before = DuckDb.value(out, "SELECT max(started_at) FROM $episodes WHERE run_id='first'");
    CommandLineRun again = run("first");
    assertThat(again.exitCode()).as(again.err()).isZero();
    assertThat(DuckDb.value(out, "SELECT max(started_at) FROM $episodes WHERE run_id='first'"))
        .isEqualTo(before);
    assertThat(again.out()).isEqualTo(first.out());
  }

  @Test
  void missingEpisodesAloneArePlayed() throws Exception {
    CommandLineRun whole = run("holed");
    assertThat(whole.exitCode()).as(whole.err()).isZero();
    Path method = out.resolve("episodes/run_id=holed/benchmark=mini-math/method=econ-fixed");
    try (var files = Files.list(method)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
    CommandLineRun again = run("holed");
    assertThat(again.exitCode()).as(again.err()).isZero();
    assertThat(again.out()).isEqualTo(whole.out());
    assertThat(DuckDb.query(out, TEXTS.formatted("holed")))
        .as("responses that were there already are not written twice")
        .isEqualTo(DuckDb.query(out, TEXTS.formatted("first")));
  }

  @Test
  void otherSettingsUnderTheSameRunIdAreRefused() {
    CommandLineRun refused = run("first", "--set", "cot.temperature=0.3");
    assertThat(refused.exitCode()).isEqualTo(2);
    assertThat(refused.err())
        .contains("Cannot continue run 'first'")
        .contains("cot.temperature: 0.7")
        .contains("-> 0.3");
    assertThat(refused.err().lines()).hasSize(1);
  }

  @Test
  void manifestNamesDataModelsAndSettings() {
    List<String> row =
        DuckDb.query(
                out,
                "SELECT state, datasets, models, prompts, settings, seed FROM $manifest"
                    + " WHERE run_id = 'first'")
            .get(0);
    assertThat(row.get(0)).isEqualTo("done");
    assertThat(row.get(1)).contains("mini-math").contains("5 problems");
    assertThat(row.get(2)).contains("embedded:mini-m@").contains("executor-2");
    assertThat(row.get(3)).contains("miniature-2");
    assertThat(row.get(4)).contains("\"chunk-size\":4");
    assertThat(row.get(5)).isEqualTo("1");
  }
}
