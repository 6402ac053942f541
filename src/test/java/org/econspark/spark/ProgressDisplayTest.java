package org.econspark.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class ProgressDisplayTest {
  private static final ProgressCounters.Reading HALF =
      new ProgressCounters.Reading(
          50, 2, 7, 9000, 3000, new TreeMap<>(Map.of("cot", 0.625, "majority", 0.75)));

  @Test
  void plainLineHoldsAllCounts() {
    assertThat(ProgressDisplay.line("", HALF, 100, Duration.ofSeconds(90), 0))
        .isEqualTo(
            "50/100 episodes, 2 failed, 7 calls cached, 33 tokens/s,"
                + " right so far: cot 62.5%, majority 75.0%, 1 min 30 s left");
  }

  @Test
  void terminalLineStartsWithABar() {
    assertThat(ProgressDisplay.line("", HALF, 100, Duration.ofSeconds(90), 200))
        .startsWith("[############............] 50/100");
  }

  @Test
  void lineNeverFillsTheTerminal() {
    String line = ProgressDisplay.line("epoch 1: ", HALF, 100, Duration.ofSeconds(90), 120);
    assertThat(line).hasSize(119).contains(", right so f").endsWith(", 1 min 30 s left");
    assertThat(ProgressDisplay.line("epoch 1: ", HALF, 100, Duration.ofSeconds(90), 40))
        .isEqualTo("epoch 1: [############............] 50/");
  }

  @Test
  void episodesThatArePlayedAgainAreNoMoreThanAll() {
    assertThat(ProgressDisplay.line("", HALF, 48, Duration.ofSeconds(90), 0)).startsWith("48/48 ");
  }

  @Test
  void nothingIsPromisedBeforeTheFirstEpisode() {
    ProgressCounters.Reading none = new ProgressCounters.Reading(0, 0, 0, 0, 0, Map.of());
    assertThat(ProgressDisplay.line("", none, 100, Duration.ofSeconds(5), 0))
        .isEqualTo("0/100 episodes, 0 failed, 0 calls cached, 0 tokens/s");
  }

  @Test
  void everyLineSaysWhatIsPlayed() {
    ByteArrayOutputStream written = new ByteArrayOutputStream();
    PrintStream out = new PrintStream(written, true, StandardCharsets.UTF_8);
    ProgressCounters counters =
        new ProgressCounters(SharedSpark.session().sparkContext(), List.of("econ"));
    new ProgressDisplay("epoch 1, play with weights 0", counters, 4, out, 0).close();
    assertThat(written.toString(StandardCharsets.UTF_8))
        .startsWith("epoch 1, play with weights 0: 0/4 episodes, 0 failed");
  }
}
