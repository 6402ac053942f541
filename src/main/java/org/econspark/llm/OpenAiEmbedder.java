package org.econspark.llm;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.concurrent.CompletionException;
import org.econspark.error.EconException;

/** Embeddings of an endpoint that speaks OpenAI's protocol. */
final class OpenAiEmbedder implements Embedder {
  /** Embeddings of one class take about equally long; apart from every chat call. */
  private static final int SIZE_CLASS = -1;

  private final ModelSettings settings;
  private final Endpoints endpoints;
  private final Endpoint endpoint;
  private final int size;

  /**
   * @throws EconException if the endpoint gives no embeddings
   */
  OpenAiEmbedder(ModelSettings settings, Endpoints endpoints) {
    this.settings = settings;
    this.endpoints = endpoints;
    this.endpoint = endpoints.take(EndpointSettings.of(settings));
    try {
      this.size = embed(List.of("size"))[0].length;
    } catch (LlmException e) {
      endpoints.giveBack(endpoint);
      throw EconException.model(
          "Cannot use embeddings of '" + settings.model() + "': " + e.getMessage(), e);
    }
  }

  @Override
  public int size() {
    return size;
  }

  @Override
  public String fingerprint() {
    return "openai:" + settings.model() + "@" + endpoint.settings().address();
  }

  /**
   * @throws LlmException if the endpoint fails
   */
  @Override
  public float[][] embed(List<String> texts) {
    if (texts.isEmpty()) {
      return new float[0][];
    }
    long letters = texts.stream().mapToLong(String::length).sum();
    EndpointRequest<float[][]> request =
        new EndpointRequest<>(
            texts.size() + " texts with " + settings.model(),
            "embeddings",
            OpenAiProtocol.embeddingBody(settings.model(), texts),
            letters / 2 + 1,
            SIZE_CLASS,
            body -> vectors(body, texts.size()),
            vectors -> letters / 4 + 1);
    try {
      return endpoint.post(request).join().answer();
    } catch (CompletionException e) {
      throw e.getCause() instanceof LlmException known ? known : e;
    }
  }

  private static float[][] vectors(String body, int expected)
      throws OpenAiProtocol.MalformedException {
    JsonNode data = OpenAiProtocol.parse(body).path("data");
    if (data.size() != expected) {
      throw new OpenAiProtocol.MalformedException(
          data.size() + " embeddings instead of " + expected);
    }
    float[][] vectors = new float[expected][];
    for (int position = 0; position < expected; position++) {
      JsonNode entry = data.get(position);
      JsonNode values = entry.path("embedding");
      int index = entry.path("index").asInt(position);
      if (index < 0 || index >= expected || values.isEmpty()) {
        throw new OpenAiProtocol.MalformedException("an entry without its embedding");
      }
      float[] vector = new float[values.size()];
      for (int i = 0; i < vector.length; i++) {
        vector[i] = (float) values.get(i).asDouble();
      }
      vectors[index] = UnitVectors.mean(vector, 0, 1, vector.length, 0, 1);
    }
    return vectors;
  }

  @Override
  public void close() {
    endpoints.giveBack(endpoint);
  }
}
