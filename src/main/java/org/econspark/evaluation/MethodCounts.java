package org.econspark.evaluation;

/**
 * Counts of one method on one benchmark, as summed up by a query.
 *
 * @param episodes latest attempt of each episode
 * @param correct of them with a right answer
 * @param noAnswer of them without an answer
 * @param failed of them without a text
 * @param tokens prompt and completion tokens of all
 * @param calls model calls of all
 * @param costUsd null without prices
 * @param seconds that tasks spent playing
 * @param paired episodes that neither failed here nor in the baseline, the baseline second
 */
public record MethodCounts(
    String benchmark,
    String method,
    long episodes,
    long correct,
    long noAnswer,
    long failed,
    long tokens,
    long calls,
    Double costUsd,
    double seconds,
    PairedCounts paired) {}
