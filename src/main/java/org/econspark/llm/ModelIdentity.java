package org.econspark.llm;

import java.io.Serializable;

/**
 * Names a model so that two runs can be compared.
 *
 * @param provider {@code embedded}, {@code onnx}, {@code openai} or another's name
 * @param name as in the settings
 * @param fingerprint SHA-256 of the model's files, or for a remote model of its address and name
 * @param promptStyle which set of prompt templates it reads: {@code chat} or {@code miniature}
 */
public record ModelIdentity(String provider, String name, String fingerprint, String promptStyle)
    implements Serializable {}
