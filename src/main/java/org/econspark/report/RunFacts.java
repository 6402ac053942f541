package org.econspark.report;

import java.time.Instant;
import java.util.Map;

/**
 * What a report says about where a run comes from.
 *
 * @param settings the whole configuration as JSON
 * @param datasets fingerprint of the selected problems of each benchmark
 * @param models fingerprint of the model of each role
 * @param prompts version of the prompts that each role reads
 * @param versions of this program, Spark and Java
 * @param gitCommit null if unknown
 * @param gitDirty null if unknown
 * @param end null while running
 */
public record RunFacts(
    String id,
    String state,
    Instant start,
    Instant end,
    long seed,
    String gitCommit,
    Boolean gitDirty,
    String settings,
    Map<String, String> datasets,
    Map<String, String> models,
    Map<String, String> prompts,
    Map<String, String> versions) {}
