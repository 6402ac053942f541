package org.econspark.llm;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.UnaryOperator;
import org.econspark.error.EconException;

/**
 * The connections to one endpoint: sends a request once, without waiting for its answer, and bounds
 * the time until the last byte has come. Knows nothing of limits and retries.
 */
final class HttpTransport {
  private static final int THREADS = 2;
  private static final Duration LONGEST_CONNECT = Duration.ofSeconds(10);

  /** A host that drops packets is to be told from one that answers too late. */
  private static final double CONNECT_SHARE = 0.75;

  private final EndpointSettings settings;
  private final Optional<String> key;
  private final ExecutorService workers;
  private final ScheduledExecutorService timer;
  private final HttpClient client;

  /**
   * @param environment reads a variable, null if it is not set; asked for the API key here and
   *     nowhere else
   * @param timer for the alarms of requests
   * @throws EconException if the key is not there
   */
  HttpTransport(
      EndpointSettings settings,
      UnaryOperator<String> environment,
      ScheduledExecutorService timer) {
    this.settings = settings;
    this.key = settings.key().read(environment);
    this.timer = timer;
    this.workers = Executors.newFixedThreadPool(THREADS, daemons(settings, ""));
    this.client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .executor(workers)
            .connectTimeout(connectTimeout(settings.timeout()))
            .build();
  }

  /**
   * Sends a call.
   *
   * @return the answer as read; fails as {@link CallFault#of(Throwable)} understands
   */
  <T> CompletableFuture<T> send(PendingCall<T> call) {
    CompletableFuture<HttpResponse<String>> sending;
    try {
      HttpRequest request =
          http(call.request.path())
              .header("Content-Type", "application/json")
              .POST(HttpRequest.BodyPublishers.ofString(call.request.body()))
              .build();
      sending = client.sendAsync(request, HttpResponse.BodyHandlers.ofString());
    } catch (RuntimeException e) {
      sending = CompletableFuture.failedFuture(e);
    }
    // The client's own timeout ends with the header; a body may stall as well.
    CompletableFuture<HttpResponse<String>> cancellable = sending;
    call.sending = cancellable;
    Future<?> alarm =
        timer.schedule(
            () -> cancellable.cancel(true), settings.timeout().toNanos(), TimeUnit.NANOSECONDS);
    return sending
        .whenComplete((response, failure) -> alarm.cancel(false))
        .thenApply(response -> read(call.request, response));
  }

  /**
   * A plain GET, for probes.
   *
   * @throws EconException if there is no answer
   */
  HttpResponse<String> get(String path) {
    HttpRequest request = http(path).GET().build();
    CompletableFuture<HttpResponse<String>> sending =
        client.sendAsync(request, HttpResponse.BodyHandlers.ofString());
    try {
      return sending.get(settings.timeout().toNanos(), TimeUnit.NANOSECONDS);
    } catch (ExecutionException e) {
      throw unreachable(request.uri(), CallFault.describe(e.getCause()), e.getCause());
    } catch (TimeoutException e) {
      sending.cancel(true);
      throw unreachable(request.uri(), "no whole answer within " + settings.timeout(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw EconException.model("Cannot reach " + request.uri() + ": interrupted.", e);
    }
  }

  private static EconException unreachable(URI address, String why, Throwable cause) {
    return EconException.model(
        "Cannot reach " + address + ": " + why + "; check 'base-url' and that the server runs.",
        cause);
  }

  private static Duration connectTimeout(Duration timeout) {
    long nanos = (long) (CONNECT_SHARE * timeout.toNanos());
    return Duration.ofNanos(Math.max(1, Math.min(LONGEST_CONNECT.toNanos(), nanos)));
  }

  /** Once nothing is under way. */
  void shutdown() {
    workers.shutdown();
  }

  /**
   * Threads of an endpoint, named after its host.
   *
   * @param role appended to the name
   */
  static ThreadFactory daemons(EndpointSettings settings, String role) {
    return task -> {
      Thread thread = new Thread(task, "econ-http-" + settings.host() + role);
      thread.setDaemon(true);
      return thread;
    };
  }

  private static <T> T read(EndpointRequest<T> request, HttpResponse<String> response) {
    String body = Secrets.redact(response.body());
    if (response.statusCode() != 200) {
      throw new CallFault.RefusedException(CallFault.of(response, body));
    }
    try {
      return request.reader().read(body);
    } catch (OpenAiProtocol.MalformedException e) {
      throw new CallFault.RefusedException(
          new CallFault(FailureKind.MALFORMED, e.getMessage(), Optional.empty(), e));
    }
  }

  private HttpRequest.Builder http(String path) {
    URI base =
        settings.address().equals(ExecutorServer.PLACE) ? ExecutorServer.url() : settings.address();
    HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(base + "/" + path));
    key.ifPresent(secret -> request.header("Authorization", "Bearer " + secret));
    return request;
  }
}
