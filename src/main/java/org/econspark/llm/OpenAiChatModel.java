package org.econspark.llm;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.econspark.error.EconException;

/**
 * A chat model behind an endpoint that speaks OpenAI's protocol.
 *
 * <p>Keys of {@link ModelSettings#extra}: {@code supports}, a list such as {@code
 * seed,logprobs,top_k,repetition_penalty} of what the server takes beside the core of the protocol
 * (default {@code seed,logprobs}); {@code max-attempts} (default 5); {@code retry-base-ms} (500)
 * and {@code retry-cap-ms} (30000), bounds of the pauses between attempts.
 *
 * <p>No thread waits for a call: at most {@code maxConcurrency} are under way, the rest queue. A
 * call that pauses before it is sent again gives its place to another.
 */
final class OpenAiChatModel implements ChatModel {
  private final ModelSettings settings;
  private final OpenAiProtocol protocol;
  private final RetryPolicy retries;
  private final Optional<String> apiKey;
  private final URI base;
  private final HttpClient client;
  private final AsyncLimiter limiter;
  private volatile boolean closed;

  /** One attempt that failed, with the pause that the server asked for. */
  private static final class AttemptException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final FailureKind kind;
    private final transient Optional<Duration> pause;

    AttemptException(FailureKind kind, String message, Optional<Duration> pause, Throwable cause) {
      super(message, cause);
      this.kind = kind;
      this.pause = pause;
    }
  }

  /**
   * @param environment reads a variable, null if it is not set; asked for the API key here and
   *     nowhere else
   * @throws EconException if the address is no URL or the key's variable is not set
   */
  OpenAiChatModel(ModelSettings settings, UnaryOperator<String> environment) {
    this.settings = settings;
    this.base = address(settings.baseUrl());
    this.apiKey = key(settings, environment);
    this.protocol = new OpenAiProtocol(settings.model(), abilities(settings.extra()));
    this.retries =
        new RetryPolicy(
            number(settings.extra(), "max-attempts", 5),
            Duration.ofMillis(number(settings.extra(), "retry-base-ms", 500)),
            Duration.ofMillis(number(settings.extra(), "retry-cap-ms", 30_000)));
    this.limiter = new AsyncLimiter(settings.maxConcurrency());
    this.client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(settings.timeout())
            .build();
  }

  @Override
  public ModelIdentity identity() {
    byte[] source = (base + "\n" + settings.model()).getBytes(StandardCharsets.UTF_8);
    String fingerprint = HexFormat.of().formatHex(ModelFiles.sha256().digest(source));
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
      CompletableFuture<Completion> answer = new CompletableFuture<>();
      answers.add(answer);
      try {
        attempt(request, protocol.body(request), 1, answer);
      } catch (LlmException e) {
        answer.completeExceptionally(e);
      }
    }
    return answers;
  }

  /**
   * Asks the endpoint for its models.
   *
   * @throws EconException if it cannot be reached, refuses the key or lacks this model
   */
  void probe() {
    HttpRequest request = request("models").GET().build();
    HttpResponse<String> response;
    try {
      response = client.send(request, HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw EconException.model(
          "Cannot reach "
              + request.uri()
              + ": "
              + describe(e)
              + "; check 'base-url' and that the server runs.",
          e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw EconException.model("Cannot reach " + request.uri() + ": interrupted.", e);
    }
    if (response.statusCode() != 200) {
      throw EconException.model(
          "Cannot use "
              + request.uri()
              + ": status "
              + response.statusCode()
              + " "
              + OpenAiProtocol.reason(response.body())
              + "; check 'base-url' and the key in 'api-key-env'.",
          null);
    }
    Set<String> names = new TreeSet<>();
    try {
      for (JsonNode model : OpenAiProtocol.parse(response.body()).path("data")) {
        names.add(model.path("id").asText());
      }
    } catch (OpenAiProtocol.MalformedException e) {
      throw EconException.model(
          "Cannot use " + request.uri() + ": it sent " + e.getMessage() + "; check 'base-url'.", e);
    }
    if (!names.contains(settings.model())) {
      throw EconException.model(
          "Cannot find model '"
              + settings.model()
              + "' at "
              + base
              + ": it has "
              + String.join(", ", names)
              + ".",
          null);
    }
  }

  /** Calls under way end; calls that wait or pause fail. */
  @Override
  public void close() {
    closed = true;
  }

  private void attempt(
      CompletionRequest request, String body, int attempt, CompletableFuture<Completion> answer) {
    limiter
        .submit(() -> send(body, attempt))
        .whenComplete(
            (completion, failure) -> {
              if (failure == null) {
                answer.complete(completion);
              } else {
                retryOrFail(request, body, attempt, answer, failure);
              }
            });
  }

  private void retryOrFail(
      CompletionRequest request,
      String body,
      int attempt,
      CompletableFuture<Completion> answer,
      Throwable failure) {
    AttemptException known = classify(failure);
    if (!known.kind.retriable() || attempt >= retries.attempts() || closed) {
      answer.completeExceptionally(failure(request, attempt, known));
      return;
    }
    Duration pause =
        retries.pause(attempt, known.pause, () -> ThreadLocalRandom.current().nextDouble());
    Executor later = CompletableFuture.delayedExecutor(pause.toMillis(), TimeUnit.MILLISECONDS);
    later.execute(() -> attempt(request, body, attempt + 1, answer));
  }

  private CompletableFuture<Completion> send(String body, int attempt) {
    if (closed) {
      throw new AttemptException(
          FailureKind.REJECTED, "the model was closed", Optional.empty(), null);
    }
    long start = System.nanoTime();
    HttpRequest request =
        request("chat/completions")
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build();
    return client
        .sendAsync(request, HttpResponse.BodyHandlers.ofString())
        .thenApply(response -> completion(response, attempt, start));
  }

  private Completion completion(HttpResponse<String> response, int attempt, long start) {
    if (response.statusCode() != 200) {
      throw new AttemptException(
          OpenAiProtocol.failure(response.statusCode(), response.body()),
          "status " + response.statusCode() + " " + OpenAiProtocol.reason(response.body()),
          retryAfter(response),
          null);
    }
    try {
      OpenAiProtocol.Answer answer = protocol.answer(response.body());
      return new Completion(
          answer.text(),
          answer.finishReason(),
          answer.promptTokens(),
          answer.tokens(),
          answer.meanLogprob(),
          attempt,
          TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start),
          false,
          base.getHost());
    } catch (OpenAiProtocol.MalformedException e) {
      throw new AttemptException(FailureKind.MALFORMED, e.getMessage(), Optional.empty(), e);
    }
  }

  private static AttemptException classify(Throwable failure) {
    Throwable cause = failure;
    while (cause instanceof CompletionException && cause.getCause() != null) {
      cause = cause.getCause();
    }
    if (cause instanceof AttemptException known) {
      return known;
    }
    FailureKind kind;
    if (cause instanceof LlmException known) {
      kind = known.kind();
    } else if (cause instanceof HttpTimeoutException) {
      kind = FailureKind.TIMEOUT;
    } else if (cause instanceof IOException
        && describe(cause).matches(".*(EOF reached|bytes received).*")) {
      // The only signs that the client gives of a body that ended before its announced length.
      kind = FailureKind.TRUNCATED;
    } else if (cause instanceof IOException) {
      kind = FailureKind.UNREACHABLE;
    } else {
      kind = FailureKind.MALFORMED;
    }
    return new AttemptException(kind, describe(cause), Optional.empty(), cause);
  }

  private LlmException failure(CompletionRequest request, int attempt, AttemptException last) {
    String remedy =
        switch (last.kind) {
          case RATE_LIMITED ->
              "lower 'max-concurrency' (now " + settings.maxConcurrency() + ") and run again";
          case TIMEOUT -> "raise 'timeout' (now " + settings.timeout() + ")";
          case AUTH -> "check the key in the variable that 'api-key-env' names";
          case UNREACHABLE -> "check 'base-url' and that the server runs";
          case CONTEXT_OVERFLOW -> "shorten the prompt or use fewer candidates";
          case REJECTED, CONTENT_FILTERED -> "check model and settings against the server's own";
          default -> "look at the server's log";
        };
    return new LlmException(
        last.kind,
        attempt,
        "Cannot answer "
            + request.callId()
            + " with "
            + settings.model()
            + " at "
            + base.getHost()
            + ": "
            + last.getMessage().strip()
            + " on attempt "
            + attempt
            + " of "
            + retries.attempts()
            + "; "
            + remedy
            + ".",
        last);
  }

  private HttpRequest.Builder request(String path) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(base + "/" + path)).timeout(settings.timeout());
    apiKey.ifPresent(key -> request.header("Authorization", "Bearer " + key));
    return request;
  }

  private static Optional<Duration> retryAfter(HttpResponse<?> response) {
    return response
        .headers()
        .firstValue("Retry-After")
        .filter(value -> value.matches("\\d{1,6}(\\.\\d+)?"))
        .map(value -> Duration.ofMillis((long) (Double.parseDouble(value) * 1000)));
  }

  private static String describe(Throwable e) {
    return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
  }

  private static URI address(String baseUrl) {
    String trimmed = baseUrl.replaceFirst("/+$", "");
    if (!trimmed.matches("https?://[^/\\s@]+(/\\S*)?")) {
      throw EconException.usage(
          "Invalid 'base-url' '"
              + baseUrl.replaceFirst("//[^/@]*@", "//")
              + "': expected http(s)://host[:port]/v1 without user or password.");
    }
    try {
      return URI.create(trimmed);
    } catch (IllegalArgumentException e) {
      throw EconException.usage("Invalid 'base-url' '" + trimmed + "': " + e.getMessage() + ".");
    }
  }

  private static Optional<String> key(ModelSettings settings, UnaryOperator<String> environment) {
    if (settings.apiKeyEnv().isEmpty()) {
      return Optional.empty();
    }
    String key = environment.apply(settings.apiKeyEnv());
    if (key == null || key.isBlank()) {
      throw EconException.model(
          "Cannot call "
              + settings
              + ": environment variable "
              + settings.apiKeyEnv()
              + " is not set here; set it on the driver and on every executor, or clear"
              + " 'api-key-env'.",
          null);
    }
    return Optional.of(key.strip());
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

  private static int number(Map<String, String> extra, String key, int otherwise) {
    String text = extra.get(key);
    if (text == null) {
      return otherwise;
    }
    if (!text.matches("[1-9]\\d{0,8}")) {
      throw EconException.usage("Invalid '" + key + "' '" + text + "': expected a whole number.");
    }
    return Integer.parseInt(text);
  }
}
