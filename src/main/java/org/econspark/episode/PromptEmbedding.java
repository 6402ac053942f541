package org.econspark.episode;

import java.io.Serializable;

/**
 * The action e_i of one executor agent: its sampling controls (paper section 3 calls the vector a
 * prompt embedding; it is not a text embedding).
 *
 * @param temperature no unit, 0 is greedy
 * @param topP nucleus mass in (0, 1]
 * @param repetitionPenalty at least 1, where 1 is none
 */
public record PromptEmbedding(double temperature, double topP, double repetitionPenalty)
    implements Serializable {}
