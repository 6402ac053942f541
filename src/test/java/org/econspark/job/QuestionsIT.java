package org.econspark.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.econspark.spark.SqlScripts;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** The questions of {@code jobs/sql}, unchanged in Spark SQL and in DuckDB, on real runs. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class QuestionsIT {
  /** Of failures, silent models, and comparisons of methods and trainings: asked in other tests. */
  private static final List<String> MAY_BE_EMPTY =
      List.of("comparison", "error-kinds", "growth", "levels", "no-answer", "over-seeds");

  @TempDir private static Path out;
  @TempDir private static Path repeated;
  @TempDir private static Path unlucky;
  private AskedQuestions asked;

  @BeforeAll
  void ask() throws IOException, SQLException {
    SmallRuns.copy(out);
    InventedTables.addGrades(out, "tuesday");
    asked = AskedQuestions.about(out);
  }

  @Test
  void thereAreAtLeastTwelveQuestionsWithATitle() {
    assertThat(SqlScripts.questions()).hasSizeGreaterThanOrEqualTo(12);
    assertThat(SqlScripts.questions().values())
        .allSatisfy(question -> assertThat(question.title()).endsWith("?"));
  }

  @Test
  void bothEnginesGiveTheSameRows() {
    asked.assertBothEnginesGiveTheSameRows();
  }

  @Test
  void everyQuestionHasAnAnswer() {
    asked
        .spark()
        .forEach(
            (name, rows) -> {
              if (!MAY_BE_EMPTY.contains(name)) {
                assertThat(rows).as(name).isNotEmpty();
              }
            });
  }

  @Test
  void failuresAndSilentModelsAreCountedAlike() throws IOException, SQLException {
    SmallRuns.copy(unlucky);
    InventedTables.addUnluckyRun(unlucky, "tuesday", "wednesday");
    AskedQuestions answers = AskedQuestions.about(unlucky);
    answers.assertBothEnginesGiveTheSameRows();
    assertThat(answers.spark().get("error-kinds")).isNotEmpty();
    assertThat(answers.spark().get("no-answer")).isNotEmpty();
  }

  @Test
  void oneLinerOfTheReadmeGivesTheAccuracies() throws IOException {
    String command =
        Readme.commands().stream()
            .map(Readme.Command::text)
            .filter(text -> text.startsWith("duckdb -c "))
            .findFirst()
            .orElseThrow();
    String sql =
        command
            .substring("duckdb -c \"".length(), command.length() - 1)
            .replace("'runs/", "'" + out + "/");
    assertThat(sql).contains(out.toString());
    List<List<String>> rows = DuckDb.query(out, sql);
    List<List<String>> summary =
        DuckDb.query(
            out, "SELECT benchmark, method, avg(accuracy) FROM $summary GROUP BY ALL ORDER BY ALL");
    assertThat(rows).hasSameSizeAs(summary);
    for (int row = 0; row < rows.size(); row++) {
      assertThat(rows.get(row).subList(0, 2)).isEqualTo(summary.get(row).subList(0, 2));
      assertThat(Double.parseDouble(rows.get(row).get(2)))
          .isCloseTo(Double.parseDouble(summary.get(row).get(2)), within(1e-9));
    }
  }

  @Test
  void accuracyIsThatOfTheSummary() {
    assertAccuracy(out, "tuesday", asked.duck().get("accuracy"));
  }

  @Test
  void attemptsAtOneProblemAreNoFurtherProblems() throws IOException, SQLException {
    playRepeated("before", 1);
    playRepeated("repeated", 2);
    AskedQuestions answers = AskedQuestions.about(repeated);
    answers.assertBothEnginesGiveTheSameRows();
    assertThat(answers.duck().get("accuracy"))
        .hasSize(2)
        .allSatisfy(row -> assertThat(row.subList(2, 4)).containsExactly(6.0, 18.0));
    assertAccuracy(repeated, "repeated", answers.duck().get("accuracy"));
    assertThat(answers.duck().get("tokens-per-correct"))
        .allSatisfy(row -> assertThat(row.subList(2, 4)).containsExactly(6.0, 18.0));
    List<List<Object>> flips = answers.duck().get("flips");
    assertThat(flips)
        .hasSize(2)
        .allSatisfy(
            row -> {
              assertThat(row.subList(2, 4)).containsExactly(6.0, 18.0);
              double all = 0;
              for (Object problems : row.subList(4, 9)) {
                all += (Double) problems;
              }
              assertThat(all).isEqualTo(6);
            });
    List<List<Object>> flipped = answers.duck().get("flipped-problems");
    assertThat(flipped).extracting(row -> row.subList(0, 3)).doesNotHaveDuplicates();
    for (List<Object> row : flips) {
      assertThat(flipped)
          .filteredOn(problem -> problem.get(0).equals(row.get(0)))
          .filteredOn(problem -> (Double) problem.get(5) > (Double) problem.get(4))
          .hasSize(((Double) row.get(4)).intValue());
    }
  }

  private static void playRepeated(String id, int seed) {
    CommandLineRun run =
        CommandLineRun.evaluate(
            "--benchmark",
            "mini-strategyqa,mini-gsm8k",
            "--limit",
            "6",
            "--repeats",
            "3",
            "--seed",
            Integer.toString(seed),
            "--method",
            "cot",
            "--set",
            "cot.temperature=1.2",
            "--run-id",
            id,
            "--out",
            repeated.toString());
    assertThat(run.exitCode()).as(run.err()).isZero();
  }

  private static void assertAccuracy(Path runs, String runId, List<List<Object>> answers) {
    List<List<String>> summary =
        DuckDb.query(
            runs,
            "SELECT benchmark, method, n, round(100 * accuracy, 2), round(100 * accuracy_low, 2),"
                + " round(100 * accuracy_high, 2) FROM $summary WHERE run_id = '"
                + runId
                + "' ORDER BY benchmark, method");
    assertThat(answers).hasSameSizeAs(summary);
    for (int row = 0; row < summary.size(); row++) {
      List<Object> answer = answers.get(row);
      assertThat(answer.subList(0, 2)).isEqualTo(summary.get(row).subList(0, 2));
      for (int i = 2; i < 6; i++) {
        // The question counts problems beside what the summary calls n.
        assertThat((Double) answer.get(i + 1))
            .isCloseTo(Double.parseDouble(summary.get(row).get(i)), within(0.0101));
      }
    }
  }

  @Test
  void onlyTheHighestAttemptCounts() throws IOException {
    CommandLineRun counted =
        sql("--query", "SELECT count(*) AS n FROM episodes WHERE run_id = 'monday'");
    long expected = (long) SmallRuns.BENCHMARKS.size() * SmallRuns.PROBLEMS * 3;
    assertThat(counted.out()).contains("{\"n\":" + expected + "}");
  }

  @Test
  void newestRunIsChosenAndComparedWithTheOneBefore() {
    assertThat(sql("--query", "SELECT run_id, compared_run_id FROM chosen").out())
        .contains("{\"run_id\":\"tuesday\",\"compared_run_id\":\"monday\"}");
  }

  @Test
  void chosenRunsCanBeNamed() {
    CommandLineRun flips = sql("flips", "--run-id", "monday", "--compare", "tuesday");
    assertThat(flips.exitCode()).as(flips.err()).isZero();
    assertThat(flips.out().lines()).hasSize(9).allMatch(line -> line.contains("\"problems\":8"));
  }

  @Test
  void mistakesAreNamedInOneLine() {
    assertRefused("Unknown question 'acuracy', did you mean 'accuracy'?", "acuracy");
    assertRefused("Cannot find run 'sunday'", "flips", "--compare", "sunday");
    assertRefused("Cannot run the query", "--query", "SELECT nothing FROM nowhere");
    assertRefused("found 2", "--query", "SELECT 1; SELECT 2");
    CommandLineRun elsewhere = CommandLineRun.of("sql", "accuracy", "--runs", out + "/none");
    assertThat(elsewhere.exitCode()).isEqualTo(2);
    assertThat(elsewhere.err()).contains("Cannot find a run under").contains("jobs/econ evaluate");
  }

  private static void assertRefused(String message, String... args) {
    CommandLineRun run = sql(args);
    assertThat(run.exitCode()).as(run.err()).isEqualTo(2);
    assertThat(run.err()).contains(message);
    assertThat(run.err().lines()).hasSize(1);
  }

  @Test
  void rowsCanBePrintedAsMarkdown() {
    CommandLineRun table =
        CommandLineRun.of(
            "sql",
            "--markdown",
            "--runs",
            out.toString(),
            "--query",
            "SELECT run_id, 'a|b' AS text FROM chosen");
    assertThat(table.out()).isEqualTo("| run_id | text |\n|---|---|\n| tuesday | a\\|b |\n");
    assertRefused("give one of --json and --markdown", "accuracy", "--markdown");
  }

  private static CommandLineRun sql(String... more) {
    List<String> args = new ArrayList<>(List.of("sql", "--json", "--runs", out.toString()));
    args.addAll(List.of(more));
    return CommandLineRun.of(args.toArray(String[]::new));
  }
}
