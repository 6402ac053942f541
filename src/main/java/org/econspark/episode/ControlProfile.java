package org.econspark.episode;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.econspark.config.Settings;

/**
 * Which sampling controls the agents choose, and in which ranges: the space of their actions. A
 * control that is not in the profile keeps its neutral value.
 *
 * <p>The paper calls its second control a repetition penalty in one place and top-p in another;
 * only top-p makes sense in the range [0.1, 0.9], so the default profile is temperature and top-p.
 *
 * @param name of the profile, such as {@code econ-2d}
 * @param controls in the order of an action's components
 */
public record ControlProfile(String name, List<Control> controls) implements Serializable {

  /** A sampling control of a language model; each has its meaning for all models alike. */
  public enum Kind {
    TEMPERATURE,
    TOP_P,
    REPETITION_PENALTY;

    /** Lower-case name used in settings and tables. */
    public String code() {
      return name().toLowerCase(Locale.ROOT);
    }

    /** What a control that nobody chooses is set to: it leaves the model's distribution alone. */
    double neutral() {
      return 1;
    }
  }

  /**
   * One component of an action.
   *
   * @param min smallest value
   * @param max largest value, above {@code min}
   */
  public record Control(Kind kind, double min, double max) implements Serializable {

    public Control {
      if (!(min < max)) {
        throw new IllegalArgumentException(
            "Invalid range of " + kind.code() + ": [" + min + ", " + max + "]");
      }
    }

    double clamp(double value) {
      return Math.min(max, Math.max(min, value));
    }
  }

  /** The profile that the settings name, in their ranges. */
  public static ControlProfile of(Settings.ControlRanges ranges) {
    Control temperature =
        new Control(Kind.TEMPERATURE, ranges.temperatureMin(), ranges.temperatureMax());
    List<Control> chosen =
        switch (ranges.profile()) {
          case "econ-2d" -> List.of(temperature, topP(ranges));
          case "penalty-2d" -> List.of(temperature, repetitionPenalty(ranges));
          case "all-3d" -> List.of(temperature, topP(ranges), repetitionPenalty(ranges));
          default ->
              throw new IllegalArgumentException(
                  "Invalid control profile '" + ranges.profile() + "'");
        };
    return new ControlProfile(ranges.profile(), chosen);
  }

  private static Control topP(Settings.ControlRanges ranges) {
    return new Control(Kind.TOP_P, ranges.topPMin(), ranges.topPMax());
  }

  private static Control repetitionPenalty(Settings.ControlRanges ranges) {
    return new Control(
        Kind.REPETITION_PENALTY, ranges.repetitionPenaltyMin(), ranges.repetitionPenaltyMax());
  }

  public ControlProfile {
    controls = List.copyOf(controls);
    if (controls.isEmpty()
        || controls.stream().map(Control::kind).distinct().count() != controls.size()) {
      throw new IllegalArgumentException(
          "Invalid control profile '" + name + "': expected different controls, found " + controls);
    }
  }

  /**
   * Actions on a regular grid over the ranges, their ends included.
   *
   * @param points values of each control, at least 2
   * @return points to the power of controls actions, each of shape (controls)
   */
  public List<float[]> grid(int points) {
    if (points < 2) {
      throw new IllegalArgumentException(
          "Invalid grid of " + points + " points: expected 2 or more");
    }
    List<float[]> actions = new ArrayList<>();
    int count = 1;
    for (int i = 0; i < size(); i++) {
      count = Math.multiplyExact(count, points);
    }
    for (int index = 0; index < count; index++) {
      float[] action = new float[size()];
      int rest = index;
      for (int i = 0; i < action.length; i++) {
        Control control = controls.get(i);
        double share = rest % points / (double) (points - 1);
        action[i] = (float) (control.min() + share * (control.max() - control.min()));
        rest /= points;
      }
      actions.add(action);
    }
    return actions;
  }

  /** Number of components of an action. */
  public int size() {
    return controls.size();
  }

  /**
   * @param action shape (controls), in control units; values outside of a range are moved to its
   *     end
   */
  public PromptEmbedding toControls(float[] action) {
    if (action.length != size()) {
      throw new IllegalArgumentException(
          "Invalid action: " + action.length + " values for " + size() + " controls of " + name);
    }
    return new PromptEmbedding(
        value(Kind.TEMPERATURE, action),
        value(Kind.TOP_P, action),
        value(Kind.REPETITION_PENALTY, action));
  }

  /** The action that stands for given controls, moved into the ranges; shape (controls). */
  public float[] toAction(PromptEmbedding chosen) {
    float[] action = new float[size()];
    for (int i = 0; i < action.length; i++) {
      Control control = controls.get(i);
      double value =
          switch (control.kind()) {
            case TEMPERATURE -> chosen.temperature();
            case TOP_P -> chosen.topP();
            case REPETITION_PENALTY -> chosen.repetitionPenalty();
          };
      action[i] = (float) control.clamp(value);
    }
    return action;
  }

  private double value(Kind kind, float[] action) {
    for (int i = 0; i < action.length; i++) {
      if (controls.get(i).kind() == kind) {
        return controls.get(i).clamp(action[i]);
      }
    }
    return kind.neutral();
  }
}
