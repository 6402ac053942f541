package org.econspark.evaluation;

/**
 * An episode whose verdict changed when it was graded again.
 *
 * @param correct the new verdict; the previous one is its opposite
 * @param previousAnswer as read when it was played, null if none was
 * @param answer as read now, null if none is
 * @param reason of the new verdict
 */
public record GradeFlip(
    String benchmark,
    String method,
    String problemId,
    int repeat,
    boolean correct,
    String previousAnswer,
    String answer,
    String reason) {}
