package org.econspark.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.econspark.error.EconException;
import org.econspark.evaluation.FlipTable;
import org.econspark.evaluation.GradeFlip;
import org.econspark.evaluation.GradeTotals;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RegradeTest {
  @TempDir private Path out;

  @BeforeEach
  void storeARun() {
    Map<String, Object> choice = EpisodeRows.episode("majority", "p2", 0, "7", "7", true);
    // A vote that an older run stored without its text.
    choice.put("final_text", null);
    Map<String, Object> committed = EpisodeRows.episode("majority", "p3", 0, "4", "13", false);
    committed.put("commitment", "So it is \\boxed{13}.");
    committed.put("final_text", null);
    RunFiles files = new RunFiles(SharedSpark.session(), out.toString(), "r");
    files.append(
        "episodes",
        EpisodeRows.of(
            WaveWriter.episodesSchema(),
            List.of(
                EpisodeRows.episode("cot", "p0", 0, "12", "12", true),
                EpisodeRows.episode("cot", "p1", 0, "12", "13", false),
                EpisodeRows.episode("cot", "p2", 0, "7", "7", true),
                EpisodeRows.episode("cot", "p3", 0, "4", null, false),
                EpisodeRows.episode("cot", "p4", 0, "4", null, null),
                choice,
                committed)));
  }

  @Test
  void sameGraderChangesNothing() {
    Regrade.Result result = regrade(Map.of());

    assertThat(result.flips()).isEmpty();
    assertThat(result.totals())
        .containsExactly(
            new GradeTotals("gsm8k", "cot", 4, 2, 2, 0, 0, 0),
            new GradeTotals("gsm8k", "majority", 2, 1, 1, 0, 0, 0));
    assertThat(FlipTable.render(result.totals(), result.flips())).contains("No verdict changed.");
    assertThat(grades().count()).isEqualTo(6);
  }

  @Test
  void plantedFlipsAreShownWithTheirReasonAndTheOldVerdictIsKept() {
    Regrade.Result result = regrade(Map.of("numeric", "numeric-planted"));

    assertThat(result.flips())
        .extracting(GradeFlip::method, GradeFlip::problemId, GradeFlip::correct, GradeFlip::reason)
        .containsExactly(
            tuple("cot", "p1", true, "planted: 13 is right"),
            tuple("cot", "p2", false, "planted: 7 is wrong"),
            tuple("majority", "p2", false, "planted: 7 is wrong"),
            tuple("majority", "p3", true, "planted: 13 is right"));
    assertThat(FlipTable.render(result.totals(), result.flips()))
        .contains("planted: 13 is right")
        .contains("gained");
    Row flipped = grades().filter("method = 'cot' AND problem_id = 'p1'").first();
    assertThat(flipped.<String>getAs("grader_version")).isEqualTo("planted-2");
    assertThat(flipped.<String>getAs("previous_grader_version")).isEqualTo("1");
    assertThat(flipped.<Boolean>getAs("correct")).isTrue();
    assertThat(flipped.<Boolean>getAs("previous_correct")).isFalse();
    assertThat(SharedSpark.session().read().parquet(out + "/episodes").filter("correct").count())
        .isEqualTo(3);
  }

  @Test
  void unknownRunsAndGradersAreRefused() {
    assertThatThrownBy(
            () -> new Regrade(SharedSpark.session(), out.toString(), "other", Map.of()).run())
        .isInstanceOf(EconException.class)
        .hasMessageStartingWith("Cannot find run 'other' under " + out);
    assertThatThrownBy(() -> regrade(Map.of("numeric", "numerik")))
        .isInstanceOf(EconException.class)
        .hasMessageStartingWith("Invalid grader 'numerik'");
  }

  private Regrade.Result regrade(Map<String, String> graders) {
    return new Regrade(SharedSpark.session(), out.toString(), "r", graders).run();
  }

  private Dataset<Row> grades() {
    return SharedSpark.session().read().parquet(out + "/grades");
  }
}
