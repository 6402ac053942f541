package org.econspark.spark;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.apache.spark.sql.SparkSession;
import org.econspark.config.Settings;
import org.econspark.episode.ControlProfile;
import org.econspark.episode.PromptEmbedding;

/**
 * Finds the fixed controls that do best on the validation problems, the same for all agents: every
 * point of the candidate grid is played on half of the problems, the best three on all of them. A
 * submission of its own; driver side.
 */
public final class FixedControlsSearch {
  private static final int FINALISTS = 3;

  private final SparkSession spark;
  private final Settings settings;
  private final Function<String, Settings> withSetting;
  private final RunFiles files;
  private final PrintStream log;

  /**
   * @param settings with a run id and {@code econ-fixed} as the method
   * @param withSetting the same settings with one more, {@code key = value}
   */
  public FixedControlsSearch(
      SparkSession spark,
      Settings settings,
      Function<String, Settings> withSetting,
      PrintStream log) {
    this.spark = spark;
    this.settings = settings;
    this.withSetting = withSetting;
    this.files = new RunFiles(spark, settings.run().out(), settings.run().id());
    this.log = log;
  }

  /**
   * One point of the grid.
   *
   * @param validation on the problems that it was played on
   */
  public record Candidate(Settings.FixedControls controls, Validation validation) {

    /** The setting that plays it. */
    public String setting() {
      return FixedControlsSearch.setting(controls);
    }

    @Override
    public String toString() {
      return String.format(
          Locale.ROOT,
          "%.1f %% of %d right (%.1f to %.1f), mean reward %.3f: %s",
          100 * validation.accuracy(),
          validation.commitments().size(),
          100 * validation.low(),
          100 * validation.high(),
          validation.reward(),
          setting());
    }
  }

  /** The candidates that were played on all problems, best first. */
  public List<Candidate> run() {
    files.checkWritable();
    try (Interruption interruption = Interruption.listen(files.runId(), log);
        RunLock lock = RunLock.acquire(files, settings.lock(), interruption, log);
        TrainingData data = TrainingData.read(spark, files, settings, log)) {
      lock.requireHeld();
      int all = Math.toIntExact(data.validation().count());
      ControlProfile profile = ControlProfile.of(settings.controls());
      List<Settings.FixedControls> grid = new ArrayList<>();
      for (float[] action : profile.grid(settings.training().grid())) {
        PromptEmbedding controls = profile.toControls(action);
        grid.add(
            new Settings.FixedControls(
                controls.temperature(), controls.topP(), controls.repetitionPenalty()));
      }
      List<Candidate> half = play(data, grid, Math.max(1, all / 2), interruption);
      return play(
          data,
          half.stream().limit(FINALISTS).map(Candidate::controls).toList(),
          all,
          interruption);
    }
  }

  private static String setting(Settings.FixedControls controls) {
    return String.format(
        Locale.ROOT,
        "controls.fixed = [{ temperature = %.3f, top-p = %.3f, repetition-penalty = %.2f }]",
        controls.temperature(),
        controls.topP(),
        controls.repetitionPenalty());
  }

  private List<Candidate> play(
      TrainingData data,
      List<Settings.FixedControls> grid,
      int problems,
      Interruption interruption) {
    List<Candidate> played = new ArrayList<>();
    for (Settings.FixedControls controls : grid) {
      Settings own = withSetting.apply(setting(controls));
      Candidate candidate =
          new Candidate(
              controls,
              Validation.of(
                  new TrainingWaves(spark, own, interruption, log)
                      .play(
                          data.validation().wave(0, problems),
                          problems,
                          PlayWeights.none(own).rewarding(),
                          "fixed controls " + controls)
                      .episodes()));
      log.println(candidate);
      played.add(candidate);
    }
    played.sort(
        Comparator.comparing((Candidate c) -> -c.validation().accuracy())
            .thenComparing(c -> -c.validation().reward()));
    return played;
  }
}
