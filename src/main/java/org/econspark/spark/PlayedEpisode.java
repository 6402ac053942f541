package org.econspark.spark;

import java.io.Serializable;
import org.econspark.benchmark.Problem;
import org.econspark.episode.Episode;

/**
 * An episode with what only the Spark task knows of it.
 *
 * @param problem that was played
 * @param attempt 0 for the first play, higher for plays after a failed one
 * @param chunk ordinal of the chunk within its benchmark
 * @param gpuAddress granted by Spark, null without one
 * @param prices of the models' tokens
 */
record PlayedEpisode(
    Episode episode, Problem problem, int attempt, int chunk, String gpuAddress, Prices prices)
    implements Serializable {}
