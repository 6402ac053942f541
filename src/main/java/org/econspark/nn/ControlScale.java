package org.econspark.nn;

import java.util.List;
import org.econspark.episode.ControlProfile;
import org.econspark.episode.ControlProfile.Control;

/** Between control units and the networks' scale, where every range is [-1, 1]. */
public final class ControlScale {

  private ControlScale() {}

  /** From control units to [-1, 1]; shape (controls). */
  public static float[] toUnit(ControlProfile profile, float[] action) {
    List<Control> controls = profile.controls();
    float[] unit = new float[action.length];
    for (int i = 0; i < unit.length; i++) {
      Control control = controls.get(i);
      unit[i] = (float) (2 * (action[i] - control.min()) / (control.max() - control.min()) - 1);
    }
    return unit;
  }

  /**
   * From [-1, 1] to control units, rounded to three decimals within the range: what differs below
   * that between processors stays out of play. Shape (controls).
   */
  public static float[] toAction(ControlProfile profile, float[] unit) {
    List<Control> controls = profile.controls();
    float[] action = new float[unit.length];
    for (int i = 0; i < action.length; i++) {
      Control control = controls.get(i);
      double value = control.min() + (control.max() - control.min()) * (unit[i] + 1) / 2;
      double rounded = Math.round(value * 1000) / 1000.0;
      action[i] = (float) Math.min(control.max(), Math.max(control.min(), rounded));
    }
    return action;
  }
}
