package org.econspark.config;

import java.util.List;

/** Reads the sections {@code rounds}, {@code reward}, {@code training} and {@code checkpoints}. */
final class LearnedPlaySections {
  private static final double ROUNDING = 1e-9;

  private LearnedPlaySections() {}

  static Settings.Rounds rounds(SettingsReader reader) {
    return new Settings.Rounds(
        reader.integer("max", 0, 3),
        reader.number("control-change", 0, 10),
        reader.integer("max-tokens", 0, Integer.MAX_VALUE),
        reader.flag("stop-on-agreement"));
  }

  static Settings.Reward reward(SettingsReader reader) {
    Settings.Reward reward =
        new Settings.Reward(
            reader.number("weights.al", 0, 1),
            reader.number("weights.ts", 0, 1),
            reader.number("weights.cc", 0, 1),
            reader.flag("dynamic"),
            reader.number("dynamic-rate", 0, 1),
            reader.number("ts-floor", 0, 1),
            reader.oneOf("ts", List.of("grader", "coordinator")),
            reader.oneOf("outcome", List.of("vote", "commitment")),
            reader.number("cc.contribution", 0, 1),
            reader.number("cc.fidelity", 0, 1),
            reader.number("cc.novelty", 0, 1),
            reader.flag("random"),
            reader.texts("methods"));
    addUpToOne(
        reader,
        "weights",
        reward.actionLikelihood(),
        reward.taskSpecific(),
        reward.collaborativeContribution());
    addUpToOne(reader, "cc", reward.contribution(), reward.fidelity(), reward.novelty());
    return reward;
  }

  static Settings.Training training(SettingsReader reader) {
    return new Settings.Training(
        reader.integer("epochs", 0, 1_000_000),
        reader.integer("episodes", 1, 1_000_000),
        reader.integer("validation-limit", 1, 1_000_000),
        reader.integer("validation-every", 1, 1_000_000),
        reader.text("start-from"),
        reader.integer("keep", 1, 1_000),
        reader.integer("patience", 1, 1_000),
        reader.number("commitment-change", 0, 2),
        reader.number("min-reward", 0, 1),
        reader.number("loss-change", 0, 1e9),
        reader.integer("certificate-limit", 2, 1_000_000),
        reader.integer("certificate-samples", 1, 1_000),
        reader.integer("grid", 2, 1_000));
  }

  static Settings.Checkpoints checkpoints(SettingsReader reader) {
    return new Settings.Checkpoints(reader.text("home"), reader.text("use"));
  }

  /** Shares that were refused already are NaN and are not reported twice. */
  private static void addUpToOne(SettingsReader reader, String key, double... shares) {
    double sum = 0;
    for (double share : shares) {
      sum += share;
    }
    if (Math.abs(sum - 1) > ROUNDING) {
      reader.problem(key, sum, "shares that add up to 1");
    }
  }
}
