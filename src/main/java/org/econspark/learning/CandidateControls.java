package org.econspark.learning;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import org.econspark.config.Settings.Quantal;

/**
 * The finite set U_i of controls that an agent's local value is compared over (DICE): a grid over
 * the ranges, and the head's proposal after it. The grid has the centres of equal parts and leaves
 * the ends out: a critic fitted to few episodes is least sure there, and its largest value over
 * many candidates is then often one of them. Proposals reach the ends.
 *
 * <p>Dimensions: N = agents, R = rounds of play, U = candidates, C = controls.
 */
final class CandidateControls {
  private final float[][] grid;
  private final boolean proposal;

  /**
   * @param controls in an action
   */
  CandidateControls(Quantal settings, int controls) {
    int points = settings.grid();
    proposal = settings.proposal();
    grid = new float[Math.toIntExact((long) Math.pow(points, controls))][controls];
    for (int u = 0; u < grid.length; u++) {
      int rest = u;
      for (int c = 0; c < controls; c++) {
        grid[u][c] = (2f * (rest % points) + 1) / points - 1;
        rest /= points;
      }
    }
  }

  /** U, the proposal included. */
  int size() {
    return grid.length + (proposal ? 1 : 0);
  }

  /**
   * @param proposals shape (N, R, C)
   * @return in [-1, 1], shape (N, R, U, C)
   */
  NDArray with(NDManager manager, DataType type, NDArray proposals) {
    Shape shape = proposals.getShape();
    long controls = shape.get(2);
    float[] flat = new float[grid.length * (int) controls];
    for (int u = 0; u < grid.length; u++) {
      System.arraycopy(grid[u], 0, flat, u * (int) controls, (int) controls);
    }
    NDArray all =
        manager
            .create(flat, new Shape(1, 1, grid.length, controls))
            .toType(type, false)
            .broadcast(shape.get(0), shape.get(1), grid.length, controls);
    return proposal ? all.concat(proposals.expandDims(2), 2) : all;
  }

  /**
   * @param proposals of one agent and round, shape (C)
   * @return candidate {@code index}, shape (C)
   */
  float[] get(int index, float[] proposals) {
    return index < grid.length ? grid[index].clone() : proposals;
  }
}
