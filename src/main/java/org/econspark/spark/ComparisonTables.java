package org.econspark.spark;

import org.econspark.evaluation.ComparisonRow;
import org.econspark.evaluation.CreditRow;
import org.econspark.evaluation.CurvePoint;
import org.econspark.evaluation.LevelRow;

/** Columns of the tables {@code comparison}, {@code cost_curve}, {@code levels}, {@code credit}. */
final class ComparisonTables {
  static final RowMapping<ComparisonRow> COMPARISON =
      new RowMapping<ComparisonRow>()
          .text("benchmark", ComparisonRow::benchmark)
          .text("method", ComparisonRow::method)
          .text("obstacle", ComparisonRow::obstacle)
          .longInteger("n", ComparisonRow::n)
          .number("accuracy", ComparisonRow::accuracy)
          .number("tokens_per_problem", ComparisonRow::tokensPerProblem)
          .number("calls_per_problem", ComparisonRow::callsPerProblem)
          .integer("equal_samples", ComparisonRow::equalSamples)
          .number("equal_tokens", ComparisonRow::equalTokens)
          .number("equal_accuracy", ComparisonRow::equalAccuracy)
          .number("delta", ComparisonRow::delta)
          .number("delta_low", ComparisonRow::deltaLow)
          .number("delta_high", ComparisonRow::deltaHigh)
          .number("p_value", ComparisonRow::pValue)
          .flag("reaches_tokens", ComparisonRow::reachesTokens)
          .number("tokens_at_equal_accuracy", ComparisonRow::tokensAtEqualAccuracy)
          .text("matched", ComparisonRow::matched)
          .number("matched_delta", ComparisonRow::matchedDelta)
          .number("matched_low", ComparisonRow::matchedLow)
          .number("matched_high", ComparisonRow::matchedHigh)
          .number("matched_p_value", ComparisonRow::matchedPValue);

  static final RowMapping<CurvePoint> CURVE =
      new RowMapping<CurvePoint>()
          .text("benchmark", CurvePoint::benchmark)
          .text("method", CurvePoint::method)
          .integer("samples", CurvePoint::samples)
          .longInteger("n", CurvePoint::n)
          .number("accuracy", CurvePoint::accuracy)
          .number("tokens_per_problem", CurvePoint::tokensPerProblem);

  static final RowMapping<LevelRow> LEVELS =
      new RowMapping<LevelRow>()
          .text("method", LevelRow::method)
          .text("role", LevelRow::role)
          .number("calls_per_problem", LevelRow::callsPerProblem)
          .number("tokens_per_problem", LevelRow::tokensPerProblem)
          .number("mean_context", LevelRow::meanContext)
          .longInteger("most_context", LevelRow::mostContext);

  static final RowMapping<CreditRow> CREDIT =
      new RowMapping<CreditRow>()
          .text("method", CreditRow::method)
          .text("outcome", CreditRow::outcome)
          .integer("agent", CreditRow::agent)
          .longInteger("n", CreditRow::n)
          .number("accuracy", CreditRow::accuracy)
          .number("credit", CreditRow::credit)
          .number("credit_low", CreditRow::creditLow)
          .number("credit_high", CreditRow::creditHigh);

  private ComparisonTables() {}
}
