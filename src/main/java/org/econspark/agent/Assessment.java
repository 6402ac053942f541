package org.econspark.agent;

import org.econspark.episode.Response;

/**
 * A coordinator's verdict on a solution.
 *
 * @param response the call
 * @param score belief in [0, 1] that the solution is right; one half where the call says nothing
 */
public record Assessment(Response response, double score) {}
