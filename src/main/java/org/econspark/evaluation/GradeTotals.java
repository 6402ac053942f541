package org.econspark.evaluation;

/**
 * What grading again did to one method on one benchmark.
 *
 * @param episodes that did not fail
 * @param previous right ones by the verdict of the play
 * @param correct right ones now
 * @param gained right only now
 * @param lost right only before
 * @param answers read differently now, whatever the verdict
 */
public record GradeTotals(
    String benchmark,
    String method,
    long episodes,
    long previous,
    long correct,
    long gained,
    long lost,
    long answers) {}
