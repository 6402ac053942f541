package org.econspark.spark;

import java.util.Locale;

/**
 * One agent at one checkpoint; a row of the table {@code equilibrium}.
 *
 * @param gap what the agent gains by deviating alone to the best fixed control, reward units, with
 *     its 95 % interval
 * @param bestControl of the grid, chosen on the other half of the problems
 * @param playedControl mean of the controls as played
 * @param criticGap mean over the other half of what the critic expects of the best control more
 *     than of what was played; null without a critic
 * @param samples answers for each control that the gap was estimated from
 * @param nashconv lower bound: sum of the gaps, with its 95 % interval; the same for all agents
 * @param reward mean of all agents as played, on the problems of both halves; the same for all
 * @param regret against the best fixed controls found on validation, over the training episodes;
 *     null where nothing was trained
 * @param regretExponent of its growth, null where undefined
 */
record EquilibriumRow(
    String method,
    int epoch,
    int agent,
    double gap,
    double gapLow,
    double gapHigh,
    String bestControl,
    String playedControl,
    Double criticGap,
    long samples,
    double nashconv,
    double nashconvLow,
    double nashconvHigh,
    double reward,
    Double regret,
    Double regretExponent) {

  /** Columns of the table; the benchmark is {@code all}. */
  static final RowMapping<EquilibriumRow> MAPPING =
      new RowMapping<EquilibriumRow>()
          .text("benchmark", r -> "all")
          .text("method", EquilibriumRow::method)
          .integer("epoch", EquilibriumRow::epoch)
          .integer("agent", EquilibriumRow::agent)
          .number("gap", EquilibriumRow::gap)
          .number("gap_low", EquilibriumRow::gapLow)
          .number("gap_high", EquilibriumRow::gapHigh)
          .text("best_control", EquilibriumRow::bestControl)
          .text("played_control", EquilibriumRow::playedControl)
          .number("critic_gap", EquilibriumRow::criticGap)
          .longInteger("samples", EquilibriumRow::samples)
          .number("nashconv", EquilibriumRow::nashconv)
          .number("nashconv_low", EquilibriumRow::nashconvLow)
          .number("nashconv_high", EquilibriumRow::nashconvHigh)
          .number("reward", EquilibriumRow::reward)
          .number("regret", EquilibriumRow::regret)
          .number("regret_exponent", EquilibriumRow::regretExponent);

  /** One line for people. */
  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "agent %d: gap %+.4f (%+.4f to %+.4f) to %s, plays %s%s",
        agent,
        gap,
        gapLow,
        gapHigh,
        bestControl,
        playedControl,
        criticGap == null ? "" : String.format(Locale.ROOT, ", critic's gap %.4f", criticGap));
  }

  EquilibriumRow withRegret(TrainingRegret regret) {
    return new EquilibriumRow(
        method,
        epoch,
        agent,
        gap,
        gapLow,
        gapHigh,
        bestControl,
        playedControl,
        criticGap,
        samples,
        nashconv,
        nashconvLow,
        nashconvHigh,
        reward,
        regret.last(),
        regret.exponent());
  }
}
