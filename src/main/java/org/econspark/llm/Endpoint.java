package org.econspark.llm;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.econspark.error.EconException;

/**
 * One HTTP endpoint as seen from this JVM: sends calls, as many at once as it takes, and sees each
 * through rate limits, faults and outages. No thread waits for a call.
 *
 * <p>A call is queued, leaves when the {@link AdaptiveLimit}, the {@link RateGate} and the {@link
 * CircuitBreaker} allow it, and comes back with an answer or with a failure after the attempts and
 * the time of the {@link RetryPolicy}. Attempts that fail because the endpoint is not there at all
 * do not count; they end when the endpoint is given up.
 */
final class Endpoint implements AutoCloseable {
  private static final int THREADS = 2;

  /** A call that takes that many times the usual time of its class is taken for stuck. */
  private static final double STUCK = 4;

  private static final Duration SWEEP = Duration.ofMillis(500);

  private final EndpointSettings settings;
  private final RetryPolicy retries;
  private final Optional<String> key;
  private final HttpClient client;
  private final ExecutorService workers;
  private final ScheduledThreadPoolExecutor timer;
  private final Object lock = new Object();
  private final FairQueue<Call<?>> waiting = new FairQueue<>();
  private final AdaptiveLimit limit;
  private final CircuitBreaker breaker;
  private final ScheduledThreadPoolExecutor budgetThread;
  private final RateGate gate;
  private final Set<Call<?>> underWay = new LinkedHashSet<>();
  private long waitingTokens;
  private int running;
  private boolean trialScheduled;
  private volatile boolean closed;

  /** Reads the body of an answer with status 200. */
  @FunctionalInterface
  interface Reader<T> {
    /**
     * @throws LlmException for an answer that says why there is none
     */
    T read(String body) throws OpenAiProtocol.MalformedException;
  }

  /** How many tokens an answer cost. */
  @FunctionalInterface
  interface Usage<T> {
    long tokens(T answer);
  }

  /**
   * One call.
   *
   * @param what is asked, for messages, e.g. {@code q1 with small}
   * @param path below the address
   * @param tokens that it uses at most, for the rate budget
   * @param sizeClass calls of one class take about equally long
   */
  record Request<T>(
      String what,
      String path,
      String body,
      long tokens,
      int sizeClass,
      Reader<T> reader,
      Usage<T> usage) {}

  /**
   * @param attempts how often the call was sent
   * @param latency of the last attempt
   */
  record Outcome<T>(T answer, int attempts, Duration latency) {}

  private static final class Call<T> {
    private final Request<T> request;
    private final Object source;
    private final CompletableFuture<Outcome<T>> result = new CompletableFuture<>();
    private long firstSent;
    private long sentAt;
    private int sentIn;
    private boolean counts;
    private int attempts;
    private RateGate.Permit permit;
    private final Call<T> original;
    private Call<T> twin;
    private volatile CompletableFuture<?> sending;

    Call(Request<T> request, Object source) {
      this(request, source, null);
    }

    /**
     * @param original the same call, already sent, that seems to be stuck; null mostly
     */
    private Call(Request<T> request, Object source, Call<T> original) {
      this.request = request;
      this.source = source;
      this.original = original;
    }

    Call<T> sentAgain() {
      twin = new Call<>(request, source, this);
      twin.attempts = attempts;
      return twin;
    }

    /** Whether the call was answered, by this sending or its other one. */
    boolean over() {
      return original == null ? result.isDone() : original.result.isDone();
    }
  }

  /** One attempt that failed, with the pause that the server asked for. */
  private record Fault(
      FailureKind kind, String message, Optional<Duration> pause, Throwable cause) {}

  private static final class RefusedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Fault fault;

    RefusedException(Fault fault) {
      super(fault.message(), null, false, false);
      this.fault = fault;
    }
  }

  /**
   * @param environment reads a variable, null if it is not set; asked for the API key here and
   *     nowhere else
   * @throws EconException if the key is not there
   */
  Endpoint(EndpointSettings settings, UnaryOperator<String> environment, RateBudgets budgets) {
    this.settings = settings;
    this.retries = settings.retries();
    this.key = settings.key().read(environment);
    this.limit = new AdaptiveLimit(settings.maxConcurrency());
    this.breaker = new CircuitBreaker(settings.giveUpAfter());
    String name = "econ-http-" + settings.host();
    this.workers = Executors.newFixedThreadPool(THREADS, daemons(name));
    this.timer = new ScheduledThreadPoolExecutor(1, daemons(name + "-timer"));
    timer.setRemoveOnCancelPolicy(true);
    if (!settings.hedgeAfter().isZero()) {
      timer.scheduleWithFixedDelay(
          this::sendStuckAgain, SWEEP.toMillis(), SWEEP.toMillis(), TimeUnit.MILLISECONDS);
    }
    boolean budgeted = settings.requestsPerMinute() > 0 || settings.tokensPerMinute() > 0;
    this.budgetThread =
        budgeted ? new ScheduledThreadPoolExecutor(1, daemons(name + "-budget")) : null;
    this.gate =
        budgeted
            ? new RateGate(
                budgets,
                new RateBudgets.Key(
                    settings.address().toString(),
                    settings.requestsPerMinute(),
                    settings.tokensPerMinute()),
                budgetThread,
                this::demand,
                this::sendWaiting,
                System::nanoTime)
            : null;
    this.client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .executor(workers)
            .connectTimeout(settings.timeout())
            .build();
  }

  EndpointSettings settings() {
    return settings;
  }

  /**
   * Makes a call; safe for many threads, which take turns.
   *
   * @return fails with {@link LlmException} alone
   */
  <T> CompletableFuture<Outcome<T>> post(Request<T> request) {
    Call<T> call = new Call<>(request, Thread.currentThread().getId());
    long budget = settings.tokensPerMinute();
    if (budget > 0 && request.tokens() > budget) {
      fail(
          call,
          new Fault(
              FailureKind.REJECTED,
              "it may use "
                  + request.tokens()
                  + " tokens, more than 'tokens-per-minute' ("
                  + budget
                  + ") allows at all",
              Optional.empty(),
              null));
    } else {
      enqueue(call, false);
    }
    return call.result;
  }

  /**
   * A plain GET outside of all limits, for probes.
   *
   * @throws EconException if there is no answer
   */
  HttpResponse<String> get(String path) {
    HttpRequest request = http(path).timeout(settings.timeout()).GET().build();
    try {
      HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
      synchronized (lock) {
        breaker.answered();
      }
      return response;
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
  }

  /** Calls under way end; calls that wait or pause fail. */
  @Override
  public void close() {
    closed = true;
    sendWaiting();
  }

  private void enqueue(Call<?> call, boolean first) {
    synchronized (lock) {
      if (first) {
        waiting.addFirst(call.source, call);
      } else {
        waiting.addLast(call.source, call);
      }
      waitingTokens += call.request.tokens();
    }
    sendWaiting();
  }

  /** Lets leave what may leave; runs on whichever thread freed a place. */
  private void sendWaiting() {
    List<Call<?>> leaving = new ArrayList<>();
    List<Call<?>> hopeless = List.of();
    Fault why = null;
    synchronized (lock) {
      long now = System.nanoTime();
      FailureKind lost = breaker.lost(now);
      if (closed || lost != null) {
        hopeless = waiting.drain();
        waitingTokens = 0;
        why = closed ? closedFault() : lostFault(lost);
      }
      while (waiting.size() > 0 && running < limit.current() && breaker.admits(now)) {
        if (waiting.peek().over()) {
          waitingTokens -= waiting.poll().request.tokens();
          continue;
        }
        RateGate.Permit permit = null;
        if (gate != null) {
          permit = gate.take(waiting.peek().request.tokens());
          if (permit == null) {
            break;
          }
        }
        Call<?> call = waiting.poll();
        waitingTokens -= call.request.tokens();
        leave(call, permit, now);
        call.counts = running >= limit.current() - 1;
        leaving.add(call);
      }
      if (waiting.size() > 0 && breaker.open() && !trialScheduled) {
        trialScheduled = true;
        timer.schedule(
            () -> {
              synchronized (lock) {
                trialScheduled = false;
              }
              sendWaiting();
            },
            Math.max(100_000_000L, breaker.untilTrial(now)),
            TimeUnit.NANOSECONDS);
      }
    }
    for (Call<?> call : hopeless) {
      fail(call, why);
    }
    leaving.forEach(this::send);
    if (closed) {
      endThreads();
    }
  }

  /** Once nothing is under way; calls that pause still come to their end. */
  private void endThreads() {
    synchronized (lock) {
      if (running > 0) {
        return;
      }
    }
    timer.shutdown();
    workers.shutdown();
    if (budgetThread != null) {
      budgetThread.shutdownNow();
    }
  }

  /** Takes a place; under the lock. */
  private void leave(Call<?> call, RateGate.Permit permit, long now) {
    running++;
    underWay.add(call);
    breaker.sent();
    call.permit = permit;
    call.sentAt = now;
    call.sentIn = limit.epoch();
    call.counts = false;
    call.attempts++;
    if (call.firstSent == 0) {
      call.firstSent = now;
    }
  }

  /**
   * Where nothing waits, the last calls alone hold a run up: those that seem to be stuck are sent a
   * second time, and the first answer counts.
   */
  private void sendStuckAgain() {
    List<Call<?>> again = new ArrayList<>();
    synchronized (lock) {
      if (closed || waiting.size() > 0 || breaker.open()) {
        return;
      }
      long now = System.nanoTime();
      for (Call<?> call : List.copyOf(underWay)) {
        boolean first = call.original == null && call.twin == null;
        if (first && stuck(call, now) && running < limit.current()) {
          RateGate.Permit permit = gate == null ? null : gate.take(call.request.tokens());
          if (gate != null && permit == null) {
            return;
          }
          Call<?> twin = call.sentAgain();
          leave(twin, permit, now);
          again.add(twin);
        }
      }
    }
    again.forEach(this::send);
  }

  private boolean stuck(Call<?> call, long now) {
    double usual = limit.usual(call.request.sizeClass());
    return now - call.sentAt > Math.max(settings.hedgeAfter().toNanos(), STUCK * usual);
  }

  private RateGate.Demand demand() {
    synchronized (lock) {
      return new RateGate.Demand(waiting.sources(), waiting.size(), waitingTokens);
    }
  }

  private <T> void send(Call<T> call) {
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
    sending
        .thenApply(response -> read(call, response))
        .whenComplete(
            (answer, failure) -> {
              alarm.cancel(false);
              if (failure == null) {
                answered(call, answer);
              } else {
                failed(call, fault(failure));
              }
            });
  }

  private <T> T read(Call<T> call, HttpResponse<String> response) {
    String body = Secrets.redact(response.body());
    if (response.statusCode() != 200) {
      throw new RefusedException(
          new Fault(
              OpenAiProtocol.failure(response.statusCode(), body),
              ("status " + response.statusCode() + " " + OpenAiProtocol.reason(body)).strip(),
              retryAfter(response),
              null));
    }
    try {
      return call.request.reader().read(body);
    } catch (OpenAiProtocol.MalformedException e) {
      throw new RefusedException(
          new Fault(FailureKind.MALFORMED, e.getMessage(), Optional.empty(), e));
    }
  }

  private <T> void answered(Call<T> call, T answer) {
    long latency = System.nanoTime() - call.sentAt;
    if (call.permit != null) {
      gate.settle(call.permit, call.request.usage().tokens(answer));
    }
    synchronized (lock) {
      running--;
      underWay.remove(call);
      breaker.answered();
      if (call.counts) {
        limit.answered(call.sentIn, call.request.sizeClass(), latency);
      }
    }
    Call<T> first = call.original == null ? call : call.original;
    Call<T> other = call.original == null ? call.twin : call.original;
    // The next call leaves before this one's answer is worked on.
    sendWaiting();
    first.result.complete(new Outcome<>(answer, call.attempts, Duration.ofNanos(latency)));
    if (other != null && other.sending != null) {
      other.sending.cancel(true);
    }
  }

  private void failed(Call<?> call, Fault fault) {
    FailureKind kind = fault.kind();
    FailureKind lost;
    boolean absent;
    synchronized (lock) {
      running--;
      underWay.remove(call);
    }
    if (call.over()) {
      // The other sending was answered, and this one was cut off.
      sendWaiting();
      return;
    }
    synchronized (lock) {
      long now = System.nanoTime();
      breaker.failed(kind, now);
      absent =
          breaker.open()
              && (kind == FailureKind.UNREACHABLE
                  || kind == FailureKind.SERVER_ERROR
                  || kind == FailureKind.TIMEOUT);
      lost = breaker.lost(now);
      if (call.counts
          && (kind == FailureKind.RATE_LIMITED || kind == FailureKind.TIMEOUT)
          && !breaker.open()) {
        limit.refused(call.sentIn);
      }
    }
    if (call.original != null) {
      // The first sending goes on.
      sendWaiting();
      return;
    }
    boolean late = System.nanoTime() - call.firstSent > settings.retryTime().toNanos();
    if (closed) {
      fail(call, closedFault());
    } else if (lost != null) {
      fail(call, lost == kind ? fault : lostFault(lost));
    } else if (absent) {
      // An outage is not the call's fault: it waits for the endpoint, not for its next attempt.
      call.attempts--;
      call.firstSent = 0;
      call.twin = null;
      enqueue(call, true);
      return;
    } else if (!kind.retriable() || call.attempts >= retries.attempts() || late) {
      fail(call, kind == FailureKind.UNREACHABLE ? cutOff(fault) : fault);
    } else {
      // An answer that came in pieces says nothing of load: no need to hold back longer each time.
      boolean load = kind != FailureKind.MALFORMED && kind != FailureKind.TRUNCATED;
      Duration pause =
          retries.pause(
              load ? call.attempts : 1,
              fault.pause(),
              () -> ThreadLocalRandom.current().nextDouble());
      call.twin = null;
      timer.schedule(() -> enqueue(call, true), pause.toNanos(), TimeUnit.NANOSECONDS);
    }
    sendWaiting();
  }

  private void fail(Call<?> call, Fault last) {
    call.result.completeExceptionally(
        new LlmException(
            last.kind(),
            call.attempts,
            "Cannot answer "
                + call.request.what()
                + " at "
                + settings.host()
                + ": "
                + last.message().strip()
                + (call.attempts == 0
                    ? ""
                    : " on attempt " + call.attempts + " of " + retries.attempts())
                + "; "
                + remedy(last.kind())
                + ".",
            last.cause()));
  }

  private String remedy(FailureKind kind) {
    return switch (kind) {
      case RATE_LIMITED ->
          "lower 'max-concurrency' (now " + settings.maxConcurrency() + ") and run again";
      case TIMEOUT -> "raise 'timeout' (now " + settings.timeout() + ")";
      case AUTH -> "check the key in " + settings.key().place();
      case UNREACHABLE -> "check 'base-url' and that the server runs, and run again";
      case CONTEXT_OVERFLOW -> "shorten the prompt or use fewer candidates";
      case REJECTED, CONTENT_FILTERED -> "check model and settings against the server's own";
      default -> "look at the server's log";
    };
  }

  private Fault lostFault(FailureKind kind) {
    String message =
        kind == FailureKind.AUTH
            ? "the endpoint refuses the key"
            : "the endpoint has not answered for "
                + settings.giveUpAfter().toSeconds()
                + " s ('give-up-after')";
    return new Fault(kind, message, Optional.empty(), null);
  }

  /** Others were answered meanwhile: the endpoint is there, it only drops this call. */
  private static Fault cutOff(Fault fault) {
    return new Fault(FailureKind.TRUNCATED, fault.message(), fault.pause(), fault.cause());
  }

  private static Fault closedFault() {
    return new Fault(FailureKind.REJECTED, "the model was closed", Optional.empty(), null);
  }

  private static Fault fault(Throwable failure) {
    Throwable cause = failure;
    while (cause instanceof CompletionException && cause.getCause() != null) {
      cause = cause.getCause();
    }
    if (cause instanceof RefusedException refused) {
      return refused.fault;
    }
    FailureKind kind;
    if (cause instanceof LlmException known) {
      kind = known.kind();
    } else if (cause instanceof HttpConnectTimeoutException) {
      kind = FailureKind.UNREACHABLE;
    } else if (cause instanceof HttpTimeoutException || cause instanceof CancellationException) {
      return new Fault(FailureKind.TIMEOUT, "request timed out", Optional.empty(), null);
    } else if (cause instanceof IOException
        && describe(cause).matches(".*(EOF reached|bytes received|closed|fixed content).*")
        && !describe(cause).contains("received no bytes")) {
      // The only signs that the client gives of a body that ended before its announced length.
      kind = FailureKind.TRUNCATED;
    } else if (cause instanceof IOException) {
      kind = FailureKind.UNREACHABLE;
    } else {
      kind = FailureKind.MALFORMED;
    }
    return new Fault(kind, Secrets.redact(describe(cause)), Optional.empty(), cause);
  }

  private HttpRequest.Builder http(String path) {
    URI base =
        settings.address().equals(ExecutorServer.PLACE) ? ExecutorServer.url() : settings.address();
    HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(base + "/" + path));
    key.ifPresent(secret -> request.header("Authorization", "Bearer " + secret));
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

  private static ThreadFactory daemons(String name) {
    return task -> {
      Thread thread = new Thread(task, name);
      thread.setDaemon(true);
      return thread;
    };
  }
}
