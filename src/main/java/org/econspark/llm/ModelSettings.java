package org.econspark.llm;

import java.io.Serializable;
import java.time.Duration;

/**
 * Which model to use and how. Travels to Spark executors, where the client is made once a JVM;
 * holds the name of the variable with the API key, never the key.
 *
 * @param provider name of a {@link ChatModelProvider}: {@code embedded}, {@code onnx}, {@code
 *     openai}
 * @param model embedded: the shipped model's name; onnx: its folder; openai: the model's name there
 * @param baseUrl of an HTTP endpoint up to and including {@code /v1}; empty otherwise
 * @param apiKeyEnv environment variable that holds the API key; empty sends none
 * @param timeout of one HTTP request
 * @param maxConcurrency HTTP calls in flight at once in this JVM
 * @param maxAttempts most attempts at one HTTP call
 * @param repetitionPenaltySupported whether the HTTP server understands {@code repetition_penalty}
 * @param threads of one forward pass of a local model
 * @param batchSize most rows that a local model decodes together
 */
public record ModelSettings(
    String provider,
    String model,
    String baseUrl,
    String apiKeyEnv,
    Duration timeout,
    int maxConcurrency,
    int maxAttempts,
    boolean repetitionPenaltySupported,
    int threads,
    int batchSize)
    implements Serializable {}
