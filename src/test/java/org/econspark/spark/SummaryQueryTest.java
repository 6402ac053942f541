package org.econspark.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Row;
import org.econspark.config.Settings;
import org.econspark.config.SettingsLoader;
import org.econspark.evaluation.SummaryRow;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SummaryQueryTest {
  @TempDir private Path out;

  /** Five problems, two attempts each; one attempt of the baseline failed. */
  @Test
  void repeatsAreSummedUpByProblem() {
    List<Map<String, Object>> episodes = new ArrayList<>();
    boolean[][] cot = {{true, true}, {true, false}, {false, false}, {false, true}, {false, false}};
    boolean[][] vote = {{true, true}, {true, true}, {true, false}, {false, true}, {false, false}};
    for (int problem = 0; problem < cot.length; problem++) {
      for (int repeat = 0; repeat < 2; repeat++) {
        boolean failed = problem == 4 && repeat == 1;
        episodes.add(episode("cot", problem, repeat, failed ? null : cot[problem][repeat]));
        episodes.add(episode("majority", problem, repeat, vote[problem][repeat]));
      }
    }
    // An earlier attempt that failed does not count.
    Map<String, Object> early = episode("cot", 0, 0, null);
    episodes.get(0).put("attempt", 1);
    episodes.add(early);
    // A call of the last problem was right, though the vote was not.
    List<Map<String, Object>> responses =
        List.of(
            EpisodeRows.response(episodes.get(episodes.size() - 2), true),
            EpisodeRows.response(episodes.get(1), true));

    List<SummaryRow> summary = write(episodes, responses);

    SummaryRow base = summary.get(0);
    assertThat(base.method()).isEqualTo("cot");
    assertThat(base.n()).isEqualTo(10);
    assertThat(base.problems()).isEqualTo(5);
    assertThat(base.failureRate()).isEqualTo(0.1);
    assertThat(base.accuracy()).isCloseTo(4 / 9.0, within(1e-12));
    assertThat(base.passAt1()).isCloseTo((1 + 0.5 + 0 + 0.5 + 0) / 5, within(1e-12));
    // The last problem was tried only once: pass@2 and the vote of 2 leave it out.
    assertThat(base.passAtK()).isCloseTo(3 / 4.0, within(1e-12));
    assertThat(base.majorityAtK()).isCloseTo(2 / 4.0, within(1e-12));
    assertThat(base.oracle()).isCloseTo(3 / 5.0, within(1e-12));
    SummaryRow row = summary.get(1);
    assertThat(row.accuracy()).isCloseTo(0.6, within(1e-12));
    assertThat(row.oracle()).isEqualTo(1);
    // Pairs: all but the failed one; the gains by problem are 0, 1, 1, 0, 0.
    assertThat(row.delta()).isCloseTo(2 / 9.0, within(1e-12));
    assertThat(row.pValueRaw()).isEqualTo(0.5);
    List<Row> passAtK =
        SharedSpark.session()
            .read()
            .parquet(out + "/pass_at_k")
            .orderBy("method", "k")
            .collectAsList();
    assertThat(passAtK).extracting(r -> r.<Integer>getAs("k")).containsExactly(1, 2, 1, 2);
    assertThat(passAtK.get(0).<Long>getAs("problems")).isEqualTo(5);
    assertThat(passAtK.get(1).<Long>getAs("problems")).isEqualTo(4);
  }

  private List<SummaryRow> write(
      List<Map<String, Object>> episodes, List<Map<String, Object>> responses) {
    RunFiles files = new RunFiles(SharedSpark.session(), out.toString(), "r");
    files.append("episodes", EpisodeRows.of(WaveWriter.episodesSchema(), episodes));
    files.append("responses", EpisodeRows.of(WaveWriter.responsesSchema(), responses));
    Settings.Run run =
        new SettingsLoader()
            .value("benchmarks.gsm8k.path", "x")
            .value("run.id", "r")
            .value("run.benchmarks", List.of("gsm8k"))
            .value("run.methods", List.of("cot", "majority"))
            .value("run.repeats", 2)
            .load()
            .run();
    return new SummaryQuery(SharedSpark.session(), files, run).write();
  }

  private static Map<String, Object> episode(
      String method, int problem, int repeat, Boolean correct) {
    String answer = correct == null ? null : correct ? "1" : "2" + repeat;
    return EpisodeRows.episode(method, "p" + problem, repeat, "1", answer, correct);
  }
}
