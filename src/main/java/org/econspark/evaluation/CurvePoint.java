package org.econspark.evaluation;

import java.io.Serializable;

/**
 * Self-consistency with k samples on one benchmark; a row of the table {@code cost_curve}.
 *
 * @param benchmark name, or {@code all} for all of them together
 * @param method whose samples these are
 * @param samples k
 * @param n episodes
 * @param accuracy of the vote over the first k samples
 * @param tokensPerProblem that these samples cost
 */
public record CurvePoint(
    String benchmark, String method, int samples, long n, double accuracy, double tokensPerProblem)
    implements Serializable {}
