package org.econspark.llm;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.econspark.llm.LoadServer.Faults;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A model behind a server with slots and faults, over real connections. */
@Timeout(60)
class EndpointTest {
  private static final Duration TIMEOUT = Duration.ofMillis(1500);

  private final List<AutoCloseable> open = new ArrayList<>();

  @AfterEach
  void close() throws Exception {
    for (AutoCloseable resource : open) {
      resource.close();
    }
  }

  @Test
  void everyCallIsAnsweredThroughFaultsAsWithoutThem() throws Exception {
    // Clients of other tests in this JVM may still be ending.
    Set<Thread> before = Thread.getAllStackTraces().keySet();
    LoadServer server = server(32, 20);
    OpenAiChatModel model = model(server, Map.of("retry-base-ms", "20", "max-attempts", "12"));
    List<String> clean = texts(model.complete(requests(400)));
    server.faults(new Faults(0.10, 0.05, 0.02, 0.02, 0.01, 0.005));
    List<CompletableFuture<Completion>> faulty = model.complete(requests(400));

    assertThat(texts(faulty)).isEqualTo(clean);
    assertThat(server.account().faultedCalls()).isGreaterThan(40);
    assertThat(faulty.stream().mapToInt(c -> c.join().attempts()).sum()).isGreaterThan(440);
    assertThat(Thread.getAllStackTraces().keySet())
        .as("threads of the client")
        .filteredOn(t -> t.getName().startsWith("econ-http") && !before.contains(t))
        .hasSizeLessThanOrEqualTo(3);
  }

  @Test
  void serverThatComesBackCostsNothing() throws Exception {
    LoadServer server = server(8, 30);
    OpenAiChatModel model = model(server, Map.of("max-attempts", "2"));
    List<CompletableFuture<Completion>> answers = model.complete(requests(150));
    TimeUnit.MILLISECONDS.sleep(150);
    server.die();
    TimeUnit.MILLISECONDS.sleep(900);
    server.comeBack();

    assertThat(texts(answers)).hasSize(150);
    assertThat(server.account().answeredCalls()).isBetween(150L, 166L);
  }

  @Test
  void serverThatStaysAwayIsGivenUpInTime() throws Exception {
    LoadServer server = server(8, 30);
    OpenAiChatModel model = model(server, Map.of("give-up-after-ms", "800"));
    List<CompletableFuture<Completion>> answers = model.complete(requests(150));
    TimeUnit.MILLISECONDS.sleep(150);
    server.die();

    long start = System.nanoTime();
    List<FailureKind> failures = failures(answers);
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
    assertThat(failures).hasSizeBetween(50, 149).containsOnly(FailureKind.UNREACHABLE);
    assertThat(failures(model.complete(requests(3)))).hasSize(3);
  }

  @Test
  void callsThatAlwaysFailEndWithTheirOwnKindAndAttempts() throws Exception {
    LoadServer server = server(8, 5);
    OpenAiChatModel model =
        model(
            server, Map.of("retry-base-ms", "1", "retry-cap-ms", "5", "give-up-after-ms", "1000"));
    server.refuseNext(1000);
    List<CompletableFuture<Completion>> answers = model.complete(requests(2));

    assertThat(failures(answers)).containsOnly(FailureKind.SERVER_ERROR).hasSize(2);
    assertThat(server.account().calls()).as("calls to the server").isEqualTo(16);
    server.refuseNext(0);
    assertThat(texts(model.complete(requests(20)))).hasSize(20);
  }

  @Test
  void stalledAndDrippingAnswersTimeOut() throws Exception {
    LoadServer server = server(8, 10);
    OpenAiChatModel model = model(server, Map.of("max-attempts", "2", "retry-base-ms", "1"));
    server.faults(new Faults(0, 0, 0, 0, 1, 0));
    assertThat(failures(model.complete(requests(3)))).containsOnly(FailureKind.TIMEOUT);
    server.faults(new Faults(0, 0, 0, 0, 0, 1));
    OpenAiChatModel other = model(server, Map.of("max-attempts", "2", "retry-base-ms", "1"));
    assertThat(failures(other.complete(requests(3)))).containsOnly(FailureKind.TIMEOUT);
    server.faults(Faults.NONE);
    assertThat(texts(model.complete(requests(20)))).as("slots are free again").hasSize(20);
  }

  @Test
  void requestsStayWithinTheBudget() throws Exception {
    LoadServer server = server(64, 1);
    OpenAiChatModel model = model(server, Map.of("requests-per-minute", "40"));
    List<CompletableFuture<Completion>> answers = model.complete(requests(60));
    TimeUnit.SECONDS.sleep(3);

    assertThat(server.account().calls()).isEqualTo(40);
    assertThat(answers.stream().filter(CompletableFuture::isDone)).hasSize(40);
    model.close();
    assertThat(failures(answers)).hasSize(20);
  }

  @Test
  void tokensStayWithinTheBudgetAndUnusedOnesComeBack() throws Exception {
    LoadServer server = server(64, 1);
    // A call may use about 120 tokens and uses about half of that.
    OpenAiChatModel model = model(server, Map.of("tokens-per-minute", "1200"));
    List<CompletableFuture<Completion>> answers = model.complete(requests(60));
    TimeUnit.SECONDS.sleep(3);

    long done = answers.stream().filter(CompletableFuture::isDone).count();
    assertThat(done).isBetween(11L, 30L);
    long used =
        answers.stream()
            .filter(CompletableFuture::isDone)
            .mapToLong(a -> a.join().promptTokens() + a.join().completionTokens())
            .sum();
    assertThat(used).isLessThanOrEqualTo(1200);
  }

  @Test
  void modelsOfOneAddressShareItsLimit() throws Exception {
    LoadServer server = server(64, 40);
    Endpoints endpoints = new Endpoints(name -> null, new RateBudgets());
    OpenAiChatModel one =
        new OpenAiChatModel(settings(server, Map.of("supports", "seed")), endpoints);
    OpenAiChatModel other = new OpenAiChatModel(settings(server, Map.of()), endpoints);
    open.add(one);
    open.add(other);
    List<CompletableFuture<Completion>> answers = new ArrayList<>(one.complete(requests(100)));
    answers.addAll(other.complete(requests(100)));
    texts(answers);
    assertThat(server.account().mostAtOnce()).isLessThanOrEqualTo(40);
  }

  @Test
  void stuckCallIsSentAgainWhenNothingElseWaits() throws Exception {
    LoadServer server = server(64, 10);
    // Time for a second sending, also where a busy machine makes usual calls slow.
    OpenAiChatModel model =
        model(server, Map.of("hedge-after-ms", "300", "max-attempts", "2"), Duration.ofSeconds(10));
    List<CompletableFuture<Completion>> stuck = stuckCalls(server, model, Faults.NONE);

    assertThat(texts(stuck)).hasSize(2);
    assertThat(stuck.get(0).join().attempts()).isEqualTo(2);
    assertThat(server.account().faultedCalls()).isEqualTo(2);
  }

  @Test
  void secondSendingsCountAsAttempts() throws Exception {
    LoadServer server = server(64, 10);
    OpenAiChatModel model = model(server, Map.of("hedge-after-ms", "300", "max-attempts", "1"));
    List<CompletableFuture<Completion>> stuck = stuckCalls(server, model, Faults.NONE);

    assertThat(failures(stuck)).containsOnly(FailureKind.TIMEOUT).hasSize(2);
    assertThat(server.account().calls()).isEqualTo(2);
  }

  @Test
  void secondSendingsThatFailAreFollowedByOthers() throws Exception {
    LoadServer server = server(64, 10);
    OpenAiChatModel model =
        model(server, Map.of("hedge-after-ms", "300", "max-attempts", "8"), Duration.ofSeconds(30));
    List<CompletableFuture<Completion>> stuck =
        stuckCalls(server, model, new Faults(0, 1, 0, 0, 0, 0));
    while (server.account().calls() < 4) {
      TimeUnit.MILLISECONDS.sleep(10);
    }
    server.faults(Faults.NONE);

    assertThat(texts(stuck)).hasSize(2);
    assertThat(stuck.get(0).join().attempts()).isGreaterThanOrEqualTo(3);
    assertThat(server.account().faultedCalls()).isGreaterThanOrEqualTo(4);
  }

  @Test
  void refusedSecondSendingIsRepeatedAfterAPauseAndLeavesTheDecisionToTheFirst() throws Exception {
    LoadServer server = server(64, 10);
    OpenAiChatModel model = model(server, Map.of("hedge-after-ms", "300", "max-attempts", "2"));
    List<CompletableFuture<Completion>> stuck =
        stuckCalls(server, model, new Faults(1, 0, 0, 0, 0, 0));
    TimeUnit.MILLISECONDS.sleep(1000);

    assertThat(server.account().calls()).as("two stuck ones, few others").isBetween(4L, 8L);
    assertThat(stuck).noneMatch(CompletableFuture::isDone);
    server.faults(Faults.NONE);
    assertThat(texts(stuck)).hasSize(2);
    assertThat(stuck.get(0).join().attempts()).isGreaterThanOrEqualTo(3);
  }

  @Test
  void secondSendingUnderWayOutlivesTheFirst() throws Exception {
    LoadServer server = server(64, 10);
    OpenAiChatModel model = model(server, Map.of("hedge-after-ms", "300", "max-attempts", "2"));
    learnUsualTime(server, model);
    server.faults(new Faults(0, 0, 0, 0, 1, 0));
    long start = System.nanoTime();
    List<CompletableFuture<Completion>> stuck = model.complete(requests(1));

    assertThat(failures(stuck)).containsOnly(FailureKind.TIMEOUT).hasSize(1);
    assertThat(Duration.ofNanos(System.nanoTime() - start))
        .as("the second one's time, which began later")
        .isGreaterThan(Duration.ofMillis(1750));
    assertThat(server.account().calls()).isEqualTo(2);
  }

  /** Until the first calls of a JVM, which are slow, no longer count. */
  private static void learnUsualTime(LoadServer server, OpenAiChatModel model) {
    for (int i = 0; i < 4; i++) {
      texts(model.complete(requests(120)));
    }
    server.account().reset();
  }

  /** Two calls that stall while what is sent after them meets other faults. */
  private static List<CompletableFuture<Completion>> stuckCalls(
      LoadServer server, OpenAiChatModel model, Faults later) throws InterruptedException {
    learnUsualTime(server, model);
    server.faults(new Faults(0, 0, 0, 0, 1, 0));
    List<CompletableFuture<Completion>> stuck = model.complete(requests(2));
    TimeUnit.MILLISECONDS.sleep(100);
    server.faults(later);
    return stuck;
  }

  @Test
  void embeddingsHaveUnitLengthAndTheirOrder() throws Exception {
    LoadServer server = server(8, 1);
    try (OpenAiEmbedder embedder =
        new OpenAiEmbedder(
            settings(server, Map.of()), new Endpoints(name -> null, new RateBudgets()))) {
      float[][] vectors = embedder.embed(List.of("ab", "abcd"));
      assertThat(embedder.size()).isEqualTo(3);
      assertThat(vectors[0][0]).isEqualTo(2 / 3f);
      assertThat(vectors[1][0]).isGreaterThan(vectors[0][0]);
      assertThat(embedder.fingerprint()).contains("127.0.0.1");
    }
  }

  private LoadServer server(int slots, long latencyMs) throws IOException {
    LoadServer server = new LoadServer(slots, Duration.ofMillis(latencyMs));
    open.add(server);
    return server;
  }

  private OpenAiChatModel model(LoadServer server, Map<String, String> extra) {
    return model(server, extra, TIMEOUT);
  }

  private OpenAiChatModel model(LoadServer server, Map<String, String> extra, Duration timeout) {
    OpenAiChatModel model =
        new OpenAiChatModel(
            settings(server, extra, timeout), new Endpoints(name -> null, new RateBudgets()));
    open.add(0, model);
    return model;
  }

  private static ModelSettings settings(LoadServer server, Map<String, String> extra) {
    return settings(server, extra, TIMEOUT);
  }

  private static ModelSettings settings(
      LoadServer server, Map<String, String> extra, Duration timeout) {
    return new ModelSettings(
        "openai", LoadServer.MODEL, server.url(), "", timeout, 40, 1, 1, new HashMap<>(extra));
  }

  private static List<CompletionRequest> requests(int count) {
    List<CompletionRequest> requests = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      requests.add(
          new CompletionRequest(
              List.of(new Message("user", "How many are " + i + "?")),
              "assistant",
              SamplingControls.GREEDY,
              i,
              100,
              List.of(),
              "q" + i));
    }
    return requests;
  }

  private static List<String> texts(List<CompletableFuture<Completion>> answers) {
    return answers.stream().map(a -> a.orTimeout(60, TimeUnit.SECONDS).join().text()).toList();
  }

  private static List<FailureKind> failures(List<CompletableFuture<Completion>> answers) {
    List<FailureKind> kinds = new ArrayList<>();
    for (CompletableFuture<Completion> answer : answers) {
      try {
        answer.orTimeout(60, TimeUnit.SECONDS).join();
      } catch (CompletionException e) {
        kinds.add(((LlmException) e.getCause()).kind());
      }
    }
    return kinds;
  }
}
