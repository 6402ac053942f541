package org.econspark.evaluation;

import java.io.Serializable;

/**
 * One method on one benchmark; a row of the table {@code summary}. Figures that are undefined are
 * null: the accuracy of no answers, the difference of the baseline from itself.
 *
 * @param n episodes, the latest attempt of each
 * @param accuracy right answers among the episodes that did not fail
 * @param accuracyLow lower end of its 95 % interval
 * @param accuracyHigh upper end of its 95 % interval
 * @param noAnswerRate share of episodes without an answer
 * @param failureRate share of episodes that failed
 * @param tokensPerProblem prompt and completion tokens per episode
 * @param tokensPerCorrect all tokens divided by right answers
 * @param callsPerProblem model calls per episode
 * @param costUsd of the whole; null without prices
 * @param seconds that tasks spent playing; answers shared by methods count where first asked for
 * @param baseline method that the difference is taken against
 * @param delta accuracy minus the baseline's, over the episodes that both answered
 * @param deltaLow lower end of its 95 % interval
 * @param deltaHigh upper end of its 95 % interval
 * @param pValue exact McNemar test, Holm-corrected over the benchmarks
 */
public record SummaryRow(
    String benchmark,
    String method,
    long n,
    Double accuracy,
    Double accuracyLow,
    Double accuracyHigh,
    double noAnswerRate,
    double failureRate,
    double tokensPerProblem,
    Double tokensPerCorrect,
    double callsPerProblem,
    Double costUsd,
    double seconds,
    String baseline,
    Double delta,
    Double deltaLow,
    Double deltaHigh,
    Double pValue)
    implements Serializable {}
