package org.econspark.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.econspark.config.Settings;
import org.econspark.config.SettingsLoader;
import org.econspark.evaluation.TravelRateRow;
import org.econspark.evaluation.TravelRateTable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TravelRatesQueryTest {
  private static final String GOLD =
      "{\"org\": \"Reno\", \"days\": 3, \"cities\": 1, \"people\": 1, \"budget\": 10,"
          + " \"constraints\": {\"room type\": \"entire room\"}}";

  @TempDir private Path out;

  @Test
  void ratesOfARunAreWrittenByMethod() {
    Map<String, Object> planned =
        plan(
            "p1", "[{\"days\":1,\"current_city\":\"from Reno to Bend\",\"transportation\":\"-\"}]");
    RunFiles files = new RunFiles(SharedSpark.session(), out.toString(), "r");
    files.append(
        "episodes",
        EpisodeRows.of(WaveWriter.episodesSchema(), List.of(planned, plan("p2", null))));

    List<TravelRateRow> rows =
        new TravelRatesQuery(SharedSpark.session(), files, settings()).write();

    assertThat(rows).hasSize(6 + 13).allMatch(row -> row.method().equals("cot"));
    assertThat(rows.get(0).rate().name()).isEqualTo("Delivery");
    assertThat(rows.get(0).rate().passed()).isEqualTo(1);
    assertThat(rows.get(0).rate().total()).isEqualTo(2);
    assertThat(rows)
        .filteredOn(row -> row.rate().name().equals("Hard micro"))
        .allMatch(row -> row.rate().total() == 4 && row.rate().passed() == 0);
    assertThat(SharedSpark.session().read().parquet(out + "/travel_rates").count()).isEqualTo(19);
    assertThat(TravelRateTable.render(rows)).contains("Final pass").contains("50.0");
  }

  private static Map<String, Object> plan(String problemId, String answer) {
    Map<String, Object> episode = EpisodeRows.episode("cot", problemId, 0, GOLD, answer, false);
    episode.put("benchmark", "travelplanner");
    episode.put("grader", "travelplanner");
    return episode;
  }

  private static Settings settings() {
    return new SettingsLoader()
        .value("benchmarks.travelplanner.path", "x")
        .value("run.id", "r")
        .value("run.benchmarks", List.of("travelplanner"))
        .value("run.methods", List.of("cot"))
        .load();
  }
}
