package org.econspark.benchmark;

import java.io.Serializable;

/**
 * One question of a benchmark.
 *
 * @param benchmark the benchmark's name in this run, e.g. {@code gsm8k}
 * @param problemId stable and unique within the benchmark: the file's own id where it has one, else
 *     {@code <benchmark>-<1-based position>}, the position padded to six digits
 * @param contentHash SHA-256 (hex) of question and gold, so that changed data is noticed
 * @param question what the agents are asked
 * @param gold the reference answer in the form the grader reads; never part of a prompt
 * @param grader name of the {@link Grader} for this problem
 * @param kind subject or structure where the file tells, else empty
 * @param level difficulty where the file tells, else empty
 */
public record Problem(
    String benchmark,
    String problemId,
    String contentHash,
    String question,
    String gold,
    String grader,
    String kind,
    String level)
    implements Serializable {}
