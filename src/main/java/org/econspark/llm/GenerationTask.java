package org.econspark.llm;

import java.util.List;

/**
 * One text to generate, in tokens.
 *
 * @param prompt tokens to read, at least one
 * @param controls how tokens are drawn
 * @param seed of this text's random numbers
 * @param maxTokens most tokens to write, end marker included
 * @param stop texts that end it
 */
record GenerationTask(
    int[] prompt, SamplingControls controls, long seed, int maxTokens, List<String> stop) {}
