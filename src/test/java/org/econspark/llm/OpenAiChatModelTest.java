package org.econspark.llm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.data.Offset.offset;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.econspark.error.EconException;
import org.econspark.llm.Completion.FinishReason;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class OpenAiChatModelTest {
  private static final String OK =
      """
      {"choices": [{"message": {"content": "It is \\\\boxed{7}."}, "finish_reason": "stop",
        "logprobs": {"content": [{"logprob": -0.5}, {"logprob": -1.5}]}}],
       "usage": {"prompt_tokens": 11, "completion_tokens": 6}}
      """;

  private static final String MODELS = "{\"data\": [{\"id\": \"small\"}]}";

  private final Queue<Reply> replies = new ArrayDeque<>();
  private final List<JsonNode> bodies = Collections.synchronizedList(new ArrayList<>());
  private final List<String> keys = Collections.synchronizedList(new ArrayList<>());
  private final AtomicInteger running = new AtomicInteger();
  private final AtomicInteger mostRunning = new AtomicInteger();
  private String models = MODELS;
  private ExecutorService threads;
  private HttpServer server;

  /** What the server answers to one call, the last one again and again. */
  private record Reply(int status, String body, Map<String, String> headers, int delayMs) {
    static Reply of(int status, String body) {
      return new Reply(status, body, Map.of(), 0);
    }
  }

  @BeforeEach
  void start() throws IOException {
    threads = Executors.newCachedThreadPool();
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/v1/chat/completions", this::complete);
    server.createContext("/v1/models", exchange -> send(exchange, Reply.of(200, models)));
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
    threads.shutdownNow();
  }

  @Test
  void requestCarriesControlsAndAnswerItsCounts() {
    replies.add(Reply.of(200, OK));
    CompletionRequest request =
        new CompletionRequest(
            List.of(new Message("system", "Think."), new Message("user", "3+4?")),
            "assistant",
            new SamplingControls(0.7, 0.9, 0, 1),
            42,
            64,
            List.of("END"),
            "q1");
    Completion completion = model(Map.of()).complete(List.of(request)).get(0).join();
    assertThat(completion.text()).isEqualTo("It is \\boxed{7}.");
    assertThat(completion.finishReason()).isEqualTo(FinishReason.STOP);
    assertThat(completion.promptTokens()).isEqualTo(11);
    assertThat(completion.completionTokens()).isEqualTo(6);
    assertThat(completion.meanLogprob()).isCloseTo(-1, offset(1e-9));
    assertThat(completion.attempts()).isEqualTo(1);
    JsonNode body = bodies.get(0);
    assertThat(body.get("model").asText()).isEqualTo("small");
    assertThat(body.get("messages").get(1).get("content").asText()).isEqualTo("3+4?");
    assertThat(body.get("temperature").asDouble()).isEqualTo(0.7);
    assertThat(body.get("top_p").asDouble()).isEqualTo(0.9);
    assertThat(body.get("max_tokens").asInt()).isEqualTo(64);
    assertThat(body.get("stop").get(0).asText()).isEqualTo("END");
    assertThat(body.get("seed").canConvertToInt()).isTrue();
    assertThat(body.has("top_k")).isFalse();
    assertThat(body.has("repetition_penalty")).isFalse();
    assertThat(keys).containsExactly("Bearer secret-7");
  }

  @Test
  void optionalControlsNeedTheServersSupport() {
    replies.add(Reply.of(200, OK));
    SamplingControls controls = new SamplingControls(1, 1, 20, 1.1);
    assertThat(failure(model(Map.of()), controls).kind()).isEqualTo(FailureKind.REJECTED);
    assertThat(failure(model(Map.of("supports", "top_k")), controls))
        .hasMessageContaining("repetition penalty 1.1")
        .hasMessageContaining("'repetition_penalty'");
    assertThat(bodies).isEmpty();
    model(Map.of("supports", "top_k,repetition_penalty")).complete(ask(controls)).get(0).join();
    assertThat(bodies.get(0).get("top_k").asInt()).isEqualTo(20);
    assertThat(bodies.get(0).get("repetition_penalty").asDouble()).isEqualTo(1.1);
    assertThat(bodies.get(0).has("seed")).isFalse();
    model(Map.of("supports", "top_k,repeat_penalty,max_completion_tokens"))
        .complete(ask(controls))
        .get(0)
        .join();
    assertThat(bodies.get(1).get("repeat_penalty").asDouble()).isEqualTo(1.1);
    assertThat(bodies.get(1).has("repetition_penalty")).isFalse();
    assertThat(bodies.get(1).get("max_completion_tokens").asInt()).isEqualTo(8);
  }

  @Test
  void overloadedServerIsAskedAgain() {
    replies.add(Reply.of(429, "{}"));
    replies.add(Reply.of(503, "busy"));
    replies.add(Reply.of(200, OK));
    Completion completion = model(Map.of()).complete(ask(SamplingControls.GREEDY)).get(0).join();
    assertThat(completion.attempts()).isEqualTo(3);
    assertThat(bodies).hasSize(3);
  }

  @Test
  void retryAfterIsHeeded() {
    replies.add(new Reply(429, "{}", Map.of("Retry-After", "0.4"), 0));
    replies.add(Reply.of(200, OK));
    long start = System.nanoTime();
    model(Map.of("retry-cap-ms", "2000")).complete(ask(SamplingControls.GREEDY)).get(0).join();
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(390));
  }

  @Test
  void attemptsAreBounded() {
    replies.add(Reply.of(500, "{\"error\": {\"message\": \"no luck\\nsorry\"}}"));
    LlmException failure = failure(model(Map.of("max-attempts", "3")), SamplingControls.GREEDY);
    assertThat(failure.kind()).isEqualTo(FailureKind.SERVER_ERROR);
    assertThat(failure.attempts()).isEqualTo(3);
    assertThat(failure)
        .hasMessage(
            "Cannot answer q1 with small at 127.0.0.1: status 500 no luck on attempt 3 of 3;"
                + " look at the server's log.");
  }

  @Test
  void refusalsForLoadDoNotCountAsAttempts() {
    for (int i = 0; i < 5; i++) {
      replies.add(Reply.of(429, "{}"));
    }
    replies.add(Reply.of(500, "{}"));
    replies.add(Reply.of(200, OK));
    Completion completion =
        model(Map.of("max-attempts", "2")).complete(ask(SamplingControls.GREEDY)).get(0).join();
    assertThat(completion.attempts()).isEqualTo(7);
  }

  @Test
  void refusalsForLoadEndWithTheTimeForAttempts() {
    replies.add(Reply.of(429, "{\"error\": {\"message\": \"slow down\"}}"));
    LlmException failure = failure(model(Map.of("retry-time-ms", "200")), SamplingControls.GREEDY);
    assertThat(failure.kind()).isEqualTo(FailureKind.RATE_LIMITED);
    assertThat(failure)
        .hasMessageMatching(
            "Cannot answer q1 with small at 127.0.0.1: status 429 slow down on attempt \\d+, and"
                + " 'retry-time' \\(0.2 s\\) leaves none; lower 'max-concurrency' \\(now 4\\) and"
                + " run again.");
  }

  @Test
  void faultsHaveTheirKind() {
    Map<Reply, FailureKind> kinds = new HashMap<>();
    kinds.put(Reply.of(401, "{}"), FailureKind.AUTH);
    kinds.put(Reply.of(403, ""), FailureKind.AUTH);
    kinds.put(Reply.of(404, "<html>"), FailureKind.REJECTED);
    kinds.put(Reply.of(500, ""), FailureKind.SERVER_ERROR);
    kinds.put(Reply.of(408, ""), FailureKind.TIMEOUT);
    kinds.put(Reply.of(200, ""), FailureKind.MALFORMED);
    kinds.put(Reply.of(200, "{\"choi"), FailureKind.MALFORMED);
    kinds.put(Reply.of(200, "{\"choices\": []}"), FailureKind.MALFORMED);
    kinds.put(Reply.of(200, OK.replace("usage", "used")), FailureKind.MALFORMED);
    kinds.put(
        Reply.of(400, "{\"error\": {\"code\": \"context_length_exceeded\"}}"),
        FailureKind.CONTEXT_OVERFLOW);
    kinds.put(
        Reply.of(400, "{\"error\": {\"message\": \"maximum context length is 4096\"}}"),
        FailureKind.CONTEXT_OVERFLOW);
    for (int status : List.of(400, 500)) {
      kinds.put(
          Reply.of(
              status,
              "{\"error\": {\"code\": 400, \"message\": \"request (9000 tokens) exceeds the available"
                  + " context size (4096 tokens)\"}}"),
          FailureKind.CONTEXT_OVERFLOW);
    }
    kinds.put(
        Reply.of(400, "{\"error\": {\"type\": \"exceed_context_size_error\"}}"),
        FailureKind.CONTEXT_OVERFLOW);
    kinds.put(
        Reply.of(
            400,
            "{\"object\": \"error\", \"message\": \"This model's maximum context length is 4096\","
                + " \"type\": \"BadRequestError\", \"code\": 400}"),
        FailureKind.CONTEXT_OVERFLOW);
    kinds.put(
        Reply.of(400, "{\"error\": \"prompt exceeds the context length\"}"),
        FailureKind.CONTEXT_OVERFLOW);
    kinds.put(
        Reply.of(400, "{\"error\": {\"code\": \"content_filter\"}}"), FailureKind.CONTENT_FILTERED);
    kinds.put(
        Reply.of(429, "{\"error\": {\"code\": \"insufficient_quota\"}}"), FailureKind.REJECTED);
    kinds.put(
        Reply.of(
            200,
            "{\"choices\": [{\"message\": {\"content\": null},"
                + " \"finish_reason\": \"content_filter\"}]}"),
        FailureKind.CONTENT_FILTERED);
    kinds.put(
        Reply.of(
            200,
            "{\"choices\": [{\"message\": {\"content\": null, \"refusal\": \"I cannot help.\"},"
                + " \"finish_reason\": \"stop\"}]}"),
        FailureKind.CONTENT_FILTERED);
    for (String reason : List.of("abort", "error")) {
      kinds.put(
          Reply.of(200, OK.replace("\"stop\"", "\"" + reason + "\"")), FailureKind.SERVER_ERROR);
    }
    kinds.forEach(
        (reply, kind) -> {
          replies.clear();
          replies.add(reply);
          LlmException failure =
              failure(model(Map.of("max-attempts", "2")), SamplingControls.GREEDY);
          assertThat(failure.kind()).as("%s", reply).isEqualTo(kind);
          assertThat(failure.attempts()).isEqualTo(kind.retriable() ? 2 : 1);
          assertThat(failure.getMessage()).doesNotContain("\n").doesNotContain("secret-7");
        });
  }

  @Test
  void finishReasonsAreMapped() {
    replies.add(Reply.of(200, OK.replace("\"stop\"", "\"length\"")));
    assertThat(answer().finishReason()).isEqualTo(FinishReason.LENGTH);
    replies.clear();
    replies.add(Reply.of(200, OK.replace("\"stop\"", "\"content_filter\"")));
    assertThat(answer().finishReason()).isEqualTo(FinishReason.CONTENT_FILTER);
    replies.clear();
    replies.add(
        Reply.of(
            200, OK.replace("\"stop\"", "\"length\"").replace("\"It is \\\\boxed{7}.\"", "null")));
    assertThat(answer().text()).isEmpty();
  }

  @Test
  void namesOfTheEndAreStops() {
    for (String reason : List.of("\"eos\"", "\"eos_token\"", "\"stop_sequence\"", "null")) {
      replies.clear();
      replies.add(Reply.of(200, OK.replace("\"stop\"", reason)));
      assertThat(answer().finishReason()).as(reason).isEqualTo(FinishReason.STOP);
    }
  }

  @Test
  void failureWithoutAnObjectIsQuoted() {
    replies.add(Reply.of(400, "{\"error\": \"no such thing\"}"));
    assertThat(failure(model(Map.of()), SamplingControls.GREEDY))
        .hasMessageContaining("status 400 no such thing");
    replies.clear();
    replies.add(Reply.of(400, "{\"object\": \"error\", \"message\": \"no such thing\"}"));
    assertThat(failure(model(Map.of()), SamplingControls.GREEDY))
        .hasMessageContaining("status 400 no such thing");
  }

  @Test
  void answerWithoutLogprobsHasNone() {
    replies.add(Reply.of(200, OK.replace("logprobs", "other")));
    assertThat(answer().meanLogprob()).isNaN();
  }

  @Test
  void slowServerTimesOut() {
    replies.add(new Reply(200, OK, Map.of(), 2000));
    LlmException failure = failure(model(Map.of("max-attempts", "1")), SamplingControls.GREEDY);
    assertThat(failure.kind()).isEqualTo(FailureKind.TIMEOUT);
  }

  @Test
  void bodyCutShortIsTruncated() {
    replies.add(new Reply(200, OK, Map.of("cut", "yes"), 0));
    LlmException failure = failure(model(Map.of("max-attempts", "2")), SamplingControls.GREEDY);
    assertThat(failure.kind()).isEqualTo(FailureKind.TRUNCATED);
  }

  @Test
  void absentServerIsUnreachable() {
    server.stop(0);
    LlmException failure =
        failure(model(Map.of("give-up-after-ms", "300")), SamplingControls.GREEDY);
    assertThat(failure.kind()).isEqualTo(FailureKind.UNREACHABLE);
    assertThatThrownBy(() -> model(Map.of()).probe())
        .isInstanceOf(EconException.class)
        .hasMessageStartingWith("Cannot reach http://127.0.0.1");
  }

  @Test
  void noMoreCallsRunAtOnceThanAllowed() {
    replies.add(new Reply(200, OK, Map.of(), 30));
    List<CompletionRequest> many = new ArrayList<>();
    for (int i = 0; i < 24; i++) {
      many.addAll(ask(SamplingControls.GREEDY));
    }
    model(Map.of()).complete(many).forEach(CompletableFuture::join);
    assertThat(mostRunning.get()).isEqualTo(4);
    assertThat(bodies).hasSize(24);
  }

  @Test
  void closedModelFailsItsCalls() {
    OpenAiChatModel model = model(Map.of());
    model.close();
    assertThat(failure(model, SamplingControls.GREEDY)).hasMessageContaining("closed");
    assertThat(bodies).isEmpty();
  }

  @Test
  void probeFindsTheModelOrNamesTheOthers() {
    model(Map.of()).probe();
    ModelSettings other = settings("large", Map.of());
    assertThatThrownBy(() -> new OpenAiChatModel(other, endpoints(name -> "secret-7")).probe())
        .isInstanceOf(EconException.class)
        .hasMessageStartingWith("Cannot find model 'large'")
        .hasMessageContaining("small");
  }

  @Test
  void probeAsksAServerThatIsBusyAFewTimes() {
    Queue<Integer> statuses = new ArrayDeque<>(List.of(429, 503));
    answerModels(
        exchange ->
            send(
                exchange,
                statuses.isEmpty() ? Reply.of(200, MODELS) : Reply.of(statuses.remove(), "{}")));
    model(Map.of()).probe();
    assertThat(statuses).isEmpty();

    AtomicInteger asked = new AtomicInteger();
    answerModels(
        exchange -> {
          asked.incrementAndGet();
          send(exchange, Reply.of(500, "{}"));
        });
    assertThatThrownBy(() -> model(Map.of()).probe())
        .isInstanceOf(EconException.class)
        .hasMessageContaining("status 500");
    assertThat(asked).hasValue(4);
  }

  @Test
  @Timeout(20)
  void probeOfAServerThatStallsInTheBodyEnds() throws Exception {
    CountDownLatch over = new CountDownLatch(1);
    answerModels(
        exchange -> {
          exchange.sendResponseHeaders(200, 100);
          exchange.getResponseBody().write('{');
          exchange.getResponseBody().flush();
          awaitQuietly(over);
        });
    assertThatThrownBy(() -> model(Map.of()).probe())
        .isInstanceOf(EconException.class)
        .hasMessageStartingWith("Cannot reach http://127.0.0.1")
        .hasMessageContaining("no whole answer within PT1S");
    assertThat(
            HealthProbe.healthy(
                URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/v1/models")))
        .isFalse();
    over.countDown();
  }

  @Test
  void hostThatDropsPacketsIsUnreachable() throws Exception {
    server.stop(0);
    // Connections that nobody accepts fill the backlog; further ones get no reply.
    List<Socket> filling = new ArrayList<>();
    InetAddress here = InetAddress.getLoopbackAddress();
    try (ServerSocket deaf = new ServerSocket(0, 1, here)) {
      for (int i = 0; i < 4; i++) {
        Socket socket = new Socket();
        filling.add(socket);
        try {
          socket.connect(new InetSocketAddress(here, deaf.getLocalPort()), 200);
        } catch (SocketTimeoutException e) {
          break;
        }
      }
      ModelSettings settings =
          new ModelSettings(
              "openai",
              "small",
              "http://127.0.0.1:" + deaf.getLocalPort() + "/v1",
              "",
              Duration.ofMillis(1000),
              4,
              1,
              1,
              Map.of("give-up-after-ms", "300", "retry-base-ms", "1"));
      LlmException failure =
          failure(new OpenAiChatModel(settings, endpoints(name -> null)), SamplingControls.GREEDY);
      assertThat(failure.kind()).isEqualTo(FailureKind.UNREACHABLE);
    } finally {
      for (Socket socket : filling) {
        socket.close();
      }
    }
  }

  @Test
  void probeReadsABareListOfModels() {
    models = "[{\"id\": \"tiny\"}, {\"id\": \"small\"}]";
    model(Map.of()).probe();
  }

  @Test
  void keyComesFromTheEnvironmentOnly() {
    ModelSettings settings = settings("small", Map.of());
    assertThatThrownBy(() -> new OpenAiChatModel(settings, endpoints(name -> null)))
        .isInstanceOf(EconException.class)
        .hasMessageContaining("environment variable TEST_KEY is not set");
  }

  @Test
  void wrongSettingsAreRefused() {
    for (String url : List.of("", "localhost:8000", "ftp://h/v1", "http://user:secret-7@h/v1")) {
      ModelSettings settings =
          new ModelSettings("openai", "small", url, "", Duration.ofSeconds(1), 1, 1, 1, Map.of());
      assertThatThrownBy(() -> new OpenAiChatModel(settings, endpoints(name -> null)))
          .isInstanceOf(EconException.class)
          .hasMessageStartingWith("Invalid 'base-url'")
          .hasMessageNotContaining("secret-7");
    }
    assertThatThrownBy(() -> model(Map.of("supports", "sed")))
        .hasMessageStartingWith("Invalid 'supports' entry 'sed'");
    assertThatThrownBy(() -> model(Map.of("max-attempts", "0")))
        .hasMessageStartingWith("Invalid 'max-attempts' '0'");
  }

  @Test
  void identityTellsAddressesApart() {
    assertThat(model(Map.of()).identity().fingerprint()).matches("[0-9a-f]{64}");
    assertThat(model(Map.of()).identity().promptStyle()).isEqualTo("chat");
    assertThat(model(Map.of()).prefersBatches()).isFalse();
  }

  @Test
  void answersStoredWithoutLogprobsAreNotThoseWithThem() {
    CompletionRequest request = ask(SamplingControls.GREEDY).get(0);
    OpenAiChatModel with = model(Map.of("supports", "seed,logprobs"));
    OpenAiChatModel without = model(Map.of("supports", "seed"));
    assertThat(CallKey.of(with.storedAs(), request))
        .isEqualTo(CallKey.of(model(Map.of()).storedAs(), request))
        .isNotEqualTo(CallKey.of(without.storedAs(), request));
    assertThat(with.identity()).as("the same model in results").isEqualTo(without.identity());
  }

  private static Endpoints endpoints(UnaryOperator<String> environment) {
    return new Endpoints(environment, new RateBudgets());
  }

  private Completion answer() {
    return model(Map.of()).complete(ask(SamplingControls.GREEDY)).get(0).join();
  }

  private static LlmException failure(OpenAiChatModel model, SamplingControls controls) {
    CompletableFuture<Completion> answer = model.complete(ask(controls)).get(0);
    try {
      return fail("expected a failure, found " + answer.join());
    } catch (CompletionException e) {
      return (LlmException) e.getCause();
    }
  }

  private void answerModels(HttpHandler handler) {
    server.removeContext("/v1/models");
    server.createContext("/v1/models", handler);
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static LlmException fail(String message) {
    throw new AssertionError(message);
  }

  private static List<CompletionRequest> ask(SamplingControls controls) {
    return List.of(
        new CompletionRequest(
            List.of(new Message("user", "3+4?")), "assistant", controls, 1, 8, List.of(), "q1"));
  }

  private OpenAiChatModel model(Map<String, String> extra) {
    Map<String, String> all = new HashMap<>(Map.of("retry-base-ms", "1", "retry-cap-ms", "5"));
    all.putAll(extra);
    return new OpenAiChatModel(
        settings("small", all), endpoints(name -> name.equals("TEST_KEY") ? "secret-7\n" : null));
  }

  private ModelSettings settings(String model, Map<String, String> extra) {
    String url = "http://127.0.0.1:" + server.getAddress().getPort() + "/v1/";
    return new ModelSettings(
        "openai", model, url, "TEST_KEY", Duration.ofMillis(1000), 4, 1, 1, extra);
  }

  private void complete(HttpExchange exchange) throws IOException {
    mostRunning.accumulateAndGet(running.incrementAndGet(), Math::max);
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    bodies.add(new ObjectMapper().readTree(body));
    keys.add(exchange.getRequestHeaders().getFirst("Authorization"));
    Reply reply;
    synchronized (replies) {
      reply = replies.size() > 1 ? replies.remove() : replies.element();
    }
    try {
      Thread.sleep(reply.delayMs());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    running.decrementAndGet();
    send(exchange, reply);
  }

  private static void send(HttpExchange exchange, Reply reply) throws IOException {
    byte[] body = reply.body().getBytes(StandardCharsets.UTF_8);
    reply.headers().forEach((name, value) -> exchange.getResponseHeaders().set(name, value));
    int missing = reply.headers().containsKey("cut") ? 10 : 0;
    exchange.sendResponseHeaders(
        reply.status(), body.length == 0 ? -1 : body.length + (long) missing);
    exchange.getResponseBody().write(body);
    exchange.close();
  }
}
