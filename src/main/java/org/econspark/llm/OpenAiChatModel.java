package org.econspark.llm;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import org.econspark.error.EconException;

/**
 * A chat model behind an endpoint that speaks OpenAI's protocol.
 *
 * <p>Keys of {@link ModelSettings#extra}: {@code supports}, a list such as {@code
 * seed,logprobs,top_k,repetition_penalty} of what the server takes beside the core of the protocol
 * (default {@code seed,logprobs}); {@code family}, which addresses that serve the same model have
 * in common (default the address); and those of {@link EndpointSettings}.
 */
final class OpenAiChatModel implements ChatModel {
  private final ModelSettings settings;
  private final OpenAiProtocol protocol;
  private final Endpoints endpoints;
  private final Endpoint endpoint;
  private final ModelIdentity identity;
  private final ModelIdentity storedAs;

  /**
   * @throws EconException if the settings are wrong or the API key is not there
   */
  OpenAiChatModel(ModelSettings settings, Endpoints endpoints) {
    this.settings = settings;
    this.protocol = new OpenAiProtocol(settings.model(), abilities(settings.extra()));
    this.endpoints = endpoints;
    EndpointSettings place = EndpointSettings.of(settings);
    if (place.address().equals(ExecutorServer.PLACE)) {
      ExecutorServer.await();
    }
    this.endpoint = endpoints.take(place);
    this.identity = identity(settings, place, "");
    // An answer stored without log-probabilities must not answer a call that asks for them.
    this.storedAs =
        protocol.abilities().contains("logprobs")
            ? identity(settings, place, "\nlogprobs")
            : identity;
  }

  @Override
  public ModelIdentity identity() {
    return identity;
  }

  @Override
  public ModelIdentity storedAs() {
    return storedAs;
  }

  private static ModelIdentity identity(
      ModelSettings settings, EndpointSettings place, String more) {
    String family = settings.extra().getOrDefault("family", "");
    String source =
        (family.isEmpty() ? place.address().toString() : "family " + family)
            + "\n"
            + settings.model()
            + more;
    String fingerprint =
        HexFormat.of()
            .formatHex(ModelFiles.sha256().digest(source.getBytes(StandardCharsets.UTF_8)));
    return new ModelIdentity(
        OpenAiModelProvider.NAME, settings.model(), fingerprint, ChatTemplateFormat.STYLE);
  }

  @Override
  public boolean prefersBatches() {
    return false;
  }

  @Override
  public List<CompletableFuture<Completion>> complete(List<CompletionRequest> requests) {
    List<CompletableFuture<Completion>> answers = new ArrayList<>();
    for (CompletionRequest request : requests) {
      answers.add(complete(request));
    }
    return answers;
  }

  private CompletableFuture<Completion> complete(CompletionRequest request) {
    String body;
    try {
      body = protocol.body(request);
    } catch (LlmException e) {
      return CompletableFuture.failedFuture(e);
    }
    String host = endpoint.settings().host();
    return endpoint
        .post(
            new EndpointRequest<>(
                request.callId() + " with " + settings.model(),
                "chat/completions",
                body,
                OpenAiProtocol.mostTokens(request),
                request.maxTokens(),
                protocol::answer,
                answer -> (long) answer.promptTokens() + answer.tokens()))
        .thenApply(
            outcome ->
                new Completion(
                    outcome.answer().text(),
                    outcome.answer().finishReason(),
                    outcome.answer().promptTokens(),
                    outcome.answer().tokens(),
                    outcome.answer().meanLogprob(),
                    outcome.attempts(),
                    outcome.latency().toMillis(),
                    false,
                    host));
  }

  /**
   * Asks the endpoint for its models.
   *
   * @throws EconException if it cannot be reached, refuses the key or lacks this model
   */
  void probe() {
    String place = endpoint.settings().address() + "/models";
    HttpResponse<String> response = endpoint.get("models");
    String body = Secrets.redact(response.body());
    if (response.statusCode() != 200) {
      throw EconException.model(
          "Cannot use "
              + place
              + ": status "
              + response.statusCode()
              + " "
              + OpenAiProtocol.reason(body)
              + "; check 'base-url' and the key in "
              + endpoint.settings().key().place()
              + ".",
          null);
    }
    Set<String> names = new TreeSet<>();
    try {
      JsonNode root = OpenAiProtocol.parse(body);
      // Some endpoints list their models without an object around them.
      for (JsonNode model : root.isArray() ? root : root.path("data")) {
        names.add(model.path("id").asText());
      }
    } catch (OpenAiProtocol.MalformedException e) {
      throw EconException.model(
          "Cannot use " + place + ": it sent " + e.getMessage() + "; check 'base-url'.", e);
    }
    // Some servers add a tag to the name that they take.
    if (names.stream()
        .noneMatch(n -> n.equals(settings.model()) || n.startsWith(settings.model() + ":"))) {
      throw EconException.model(
          "Cannot find model '"
              + settings.model()
              + "' at "
              + endpoint.settings().address()
              + ": it has "
              + String.join(", ", names)
              + ".",
          null);
    }
  }

  /** Calls under way end; calls that wait or pause fail, unless another model uses the endpoint. */
  @Override
  public void close() {
    endpoints.giveBack(endpoint);
  }

  private static Set<String> abilities(Map<String, String> extra) {
    Set<String> abilities = new TreeSet<>();
    for (String ability : extra.getOrDefault("supports", "seed,logprobs").split(",")) {
      String name = ability.strip();
      if (!name.isEmpty() && !OpenAiProtocol.ABILITIES.contains(name)) {
        throw EconException.usage(
            "Invalid 'supports' entry '"
                + name
                + "': expected some of "
                + String.join(", ", new TreeSet<>(OpenAiProtocol.ABILITIES))
                + ".");
      }
      abilities.add(name);
    }
    return abilities;
  }
}
