package org.econspark.evaluation;

import java.util.List;

/**
 * All tables of a comparison.
 *
 * @param rows methods at equal tokens
 * @param curve of self-consistency
 * @param growth of cost with agents
 * @param levels cost by role
 * @param credit of single agents
 */
public record ComparisonReport(
    List<ComparisonRow> rows,
    List<CurvePoint> curve,
    List<GrowthRow> growth,
    List<LevelRow> levels,
    List<CreditRow> credit) {}
