package org.econspark.llm;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.econspark.llm.Completion.FinishReason;

/**
 * Requests and answers of OpenAI's chat completions as JSON.
 *
 * @param model what the endpoint calls it
 * @param abilities which optional fields the endpoint takes: {@code seed}, {@code logprobs}, {@code
 *     top_k}; the repetition penalty under one of its names, {@code repetition_penalty} (vLLM) or
 *     {@code repeat_penalty} (llama.cpp, Ollama); {@code max_completion_tokens} in place of {@code
 *     max_tokens} (OpenAI's newer models)
 */
record OpenAiProtocol(String model, Set<String> abilities) {
  static final Set<String> ABILITIES =
      Set.of(
          "seed",
          "logprobs",
          "top_k",
          "repetition_penalty",
          "repeat_penalty",
          "max_completion_tokens");

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final long POSITIVE_INT = 0x7fffffffL;

  /** What a call of the endpoint brought, before it is known how long it took. */
  record Answer(
      String text, FinishReason finishReason, int promptTokens, int tokens, double meanLogprob) {}

  /** Something else than an answer in a response that looked well. */
  static final class MalformedException extends Exception {
    private static final long serialVersionUID = 1L;

    MalformedException(String message) {
      super(message);
    }
  }

  /**
   * @return the body of a POST
   * @throws LlmException of kind {@link FailureKind#REJECTED} if the endpoint cannot do what the
   *     request asks for
   */
  String body(CompletionRequest request) {
    SamplingControls controls = request.controls();
    if (!request.answerRole().equals("assistant")) {
      throw rejected(request, "answer role '" + request.answerRole() + "'", "use the chat prompts");
    }
    if (!request.prefix().isEmpty()) {
      throw rejected(request, "a given beginning of the answer", "use the chat prompts");
    }
    ObjectNode body = JSON.createObjectNode();
    body.put("model", model);
    ArrayNode messages = body.putArray("messages");
    for (Message message : request.messages()) {
      messages.addObject().put("role", message.role()).put("content", message.content());
    }
    body.put("temperature", controls.temperature());
    body.put("top_p", controls.topP());
    body.put(
        abilities.contains("max_completion_tokens") ? "max_completion_tokens" : "max_tokens",
        request.maxTokens());
    if (controls.topK() > 0) {
      require(request, "top_k", "top-k " + controls.topK());
      body.put("top_k", controls.topK());
    }
    if (controls.repetitionPenalty() != 1) {
      String name = abilities.contains("repeat_penalty") ? "repeat_penalty" : "repetition_penalty";
      require(request, name, "repetition penalty " + controls.repetitionPenalty());
      body.put(name, controls.repetitionPenalty());
    }
    if (abilities.contains("seed")) {
      // Some servers read seeds as 32-bit numbers.
      body.put("seed", RandomNumbers.mix(request.seed()) & POSITIVE_INT);
    }
    if (abilities.contains("logprobs")) {
      body.put("logprobs", true);
    }
    if (!request.stop().isEmpty()) {
      ArrayNode stop = body.putArray("stop");
      request.stop().forEach(stop::add);
    }
    return body.toString();
  }

  /** The body of a POST for embeddings. */
  static String embeddingBody(String model, List<String> texts) {
    ObjectNode body = JSON.createObjectNode();
    body.put("model", model);
    ArrayNode input = body.putArray("input");
    texts.forEach(input::add);
    return body.toString();
  }

  /**
   * An upper bound of the tokens that a call uses: a token has more than two letters on average.
   */
  static long mostTokens(CompletionRequest request) {
    long characters = request.messages().stream().mapToLong(m -> m.content().length() + 8L).sum();
    return characters / 2 + request.maxTokens();
  }

  /**
   * @param body of a response with status 200
   * @throws LlmException of kind {@link FailureKind#CONTENT_FILTERED} if the answer was withheld
   *     altogether or refused; of kind {@link FailureKind#SERVER_ERROR} if the server broke it off
   */
  Answer answer(String body) throws MalformedException {
    JsonNode root = parse(body);
    JsonNode choice = root.path("choices").path(0);
    if (choice.isMissingNode()) {
      throw new MalformedException(body.isBlank() ? "an empty body" : "a body without 'choices'");
    }
    FinishReason finish = finishReason(choice.path("finish_reason").asText(""));
    JsonNode content = choice.path("message").path("content");
    boolean refused = !choice.path("message").path("refusal").asText("").isEmpty();
    if ((refused || finish == FinishReason.CONTENT_FILTER) && content.asText("").isEmpty()) {
      throw new LlmException(
          FailureKind.CONTENT_FILTERED,
          1,
          refused ? "the model refused to answer" : "the endpoint withheld the answer",
          null);
    }
    // A model that reasons aside may use up its tokens before it says anything.
    if (!content.isTextual() && finish != FinishReason.LENGTH) {
      throw new MalformedException("a choice without 'message.content'");
    }
    JsonNode usage = root.path("usage");
    if (!usage.path("completion_tokens").isInt() || !usage.path("prompt_tokens").isInt()) {
      throw new MalformedException("a body without 'usage'");
    }
    return new Answer(
        content.isTextual() ? content.asText() : "",
        finish,
        usage.path("prompt_tokens").asInt(),
        usage.path("completion_tokens").asInt(),
        meanLogprob(choice.path("logprobs").path("content")));
  }

  private static FinishReason finishReason(String reason) {
    return switch (reason.toLowerCase(Locale.ROOT)) {
      // Some servers say nothing, or name the token or text that ended the answer.
      case "", "stop", "eos", "eos_token", "stop_sequence", "tool_calls", "function_call" ->
          FinishReason.STOP;
      case "length", "max_tokens" -> FinishReason.LENGTH;
      case "content_filter" -> FinishReason.CONTENT_FILTER;
      // Such as "abort" or "error": a text that may be cut is no answer.
      default ->
          throw new LlmException(
              FailureKind.SERVER_ERROR,
              1,
              "the endpoint ended the answer with finish reason '" + shortened(reason) + "'",
              null);
    };
  }

  /** What a server says of a failure; empty texts where it does not. */
  private record ErrorBody(String code, String type, String message) {
    static ErrorBody of(String body) {
      JsonNode root;
      try {
        root = parse(body);
      } catch (MalformedException e) {
        root = MissingNode.getInstance();
      }
      JsonNode error = root.path("error");
      if (error.isTextual()) {
        return new ErrorBody("", "", error.asText());
      }
      // Older servers say the same without the object around it.
      JsonNode fields = error.isObject() ? error : root;
      return new ErrorBody(
          fields.path("code").asText(""),
          fields.path("type").asText(""),
          fields.path("message").asText(""));
    }

    boolean names(String name) {
      return code.toLowerCase(Locale.ROOT).contains(name)
          || type.toLowerCase(Locale.ROOT).contains(name);
    }

    boolean says(String words) {
      return message.toLowerCase(Locale.ROOT).contains(words);
    }
  }

  /** The kind of failure that a status and an error body mean. */
  static FailureKind failure(int status, String body) {
    ErrorBody error = ErrorBody.of(body);
    // Whatever the status: some builds of llama.cpp send 500.
    if (error.names("context_length")
        || error.names("context_size")
        || error.says("context length")
        || error.says("context size")) {
      return FailureKind.CONTEXT_OVERFLOW;
    }
    if (error.names("content_filter") || error.names("content_policy")) {
      return FailureKind.CONTENT_FILTERED;
    }
    if (error.names("insufficient_quota")) {
      return FailureKind.REJECTED;
    }
    return switch (status) {
      case 401, 403 -> FailureKind.AUTH;
      case 408 -> FailureKind.TIMEOUT;
      case 429 -> FailureKind.RATE_LIMITED;
      default -> status >= 500 ? FailureKind.SERVER_ERROR : FailureKind.REJECTED;
    };
  }

  /** The endpoint's own words about a failure, in one short line. */
  static String reason(String body) {
    return shortened(ErrorBody.of(body).message());
  }

  /** The first line, cut where it is long. */
  private static String shortened(String text) {
    String line = text.lines().findFirst().orElse("");
    return line.length() > 200 ? line.substring(0, 200) + "..." : line;
  }

  static JsonNode parse(String body) throws MalformedException {
    try {
      JsonNode root = JSON.readTree(body);
      return root == null ? MissingNode.getInstance() : root;
    } catch (JsonProcessingException e) {
      throw new MalformedException("a body that is not JSON");
    }
  }

  private static double meanLogprob(JsonNode tokens) {
    double sum = 0;
    for (JsonNode token : tokens) {
      sum += token.path("logprob").asDouble(Double.NaN);
    }
    return tokens.isEmpty() ? Double.NaN : sum / tokens.size();
  }

  private void require(CompletionRequest request, String ability, String asked) {
    if (!abilities.contains(ability)) {
      throw rejected(
          request,
          asked,
          "add '" + ability + "' to 'supports' of this model if its server takes it");
    }
  }

  private LlmException rejected(CompletionRequest request, String asked, String remedy) {
    return new LlmException(
        FailureKind.REJECTED,
        0,
        "Cannot send "
            + request.callId()
            + " to model "
            + model
            + ": "
            + asked
            + " is not part of the protocol; "
            + remedy
            + ".",
        null);
  }
}
