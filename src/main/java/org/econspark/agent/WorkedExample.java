package org.econspark.agent;

import java.io.Serializable;

/**
 * A solved question that a prompt shows.
 *
 * @param solution the steps and the answer, in the form that answers are asked for
 */
public record WorkedExample(String question, String solution) implements Serializable {}
