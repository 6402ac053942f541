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
 * @param pValue exact McNemar test, or sign-flip test where problems were tried several times;
 *     Holm-corrected over the benchmarks
 * @param problems with an episode that did not fail
 * @param repeats most attempts at a problem that did not fail
 * @param accuracySe standard error of the accuracy, clustered by problem
 * @param accuracyStrict as the accuracy, of answers in the asked form alone
 * @param passAt1 chance that one attempt at a problem is right, mean over the problems
 * @param passAtK chance that one of {@code repeats} attempts is right; problems with fewer are left
 *     out, and nothing is drawn where there is one attempt
 * @param majorityAtK chance that the vote over {@code repeats} attempts is right
 * @param oracle share of the problems for which at least one call gave a right answer
 * @param deltaBootLow lower end of the paired bootstrap's 95 % interval
 * @param deltaBootHigh upper end of it
 * @param pValueRaw before the correction
 * @param problemsNeeded to see this difference with 80 % power at the 5 % level
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
    Double pValue,
    long problems,
    int repeats,
    Double accuracySe,
    Double accuracyStrict,
    Double passAt1,
    Double passAtK,
    Double majorityAtK,
    Double oracle,
    Double deltaBootLow,
    Double deltaBootHigh,
    Double pValueRaw,
    Long problemsNeeded)
    implements Serializable {}
