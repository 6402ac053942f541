package org.econspark.episode;

import java.io.Serializable;

/**
 * Why a call or an episode has no answer.
 *
 * @param kind code of the failure kind, e.g. {@code rate_limited}
 * @param message for people
 */
public record Failure(String kind, String message) implements Serializable {}
