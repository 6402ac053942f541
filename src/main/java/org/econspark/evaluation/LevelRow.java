package org.econspark.evaluation;

import java.io.Serializable;

/**
 * What one role of a method costs, over all benchmarks; a row of the table {@code levels}.
 *
 * @param role {@code executor}, {@code local_coordinator} or {@code coordinator}
 * @param callsPerProblem calls of the role in an episode
 * @param tokensPerProblem prompt and completion tokens of the role in an episode
 * @param meanContext prompt tokens of one call of the role
 * @param mostContext prompt tokens of its longest call
 */
public record LevelRow(
    String method,
    String role,
    double callsPerProblem,
    double tokensPerProblem,
    double meanContext,
    long mostContext)
    implements Serializable {}
