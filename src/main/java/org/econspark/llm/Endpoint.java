package org.econspark.llm;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.econspark.error.EconException;

/**
 * One HTTP endpoint as seen from this JVM: sends calls, as many at once as it takes, and sees each
 * through rate limits, faults and outages. No thread waits for a call.
 *
 * <p>A call is queued, leaves when the {@link CallAdmission} allows it, is carried by the {@link
 * HttpTransport}, and comes back with an answer or with a failure after the attempts and the time
 * of the {@link RetryPolicy}. Attempts that fail because the endpoint is not there at all do not
 * count; they end when the endpoint is given up.
 */
final class Endpoint implements AutoCloseable {
  private static final Duration SWEEP = Duration.ofMillis(500);
  private static final int PROBES = 4;
  private static final Duration PROBE_TIME = Duration.ofSeconds(30);

  private final EndpointSettings settings;
  private final RetryPolicy retries;
  private final FailureMessages messages;
  private final ScheduledThreadPoolExecutor timer;
  private final ScheduledThreadPoolExecutor budgetThread;
  private final HttpTransport transport;
  private final CallAdmission admission;

  /**
   * @param attempts how often the call was sent
   * @param latency of the last attempt
   */
  record Outcome<T>(T answer, int attempts, Duration latency) {}

  /**
   * @param environment reads a variable, null if it is not set
   * @throws EconException if the API key is not there
   */
  Endpoint(EndpointSettings settings, UnaryOperator<String> environment, RateBudgets budgets) {
    this.settings = settings;
    this.retries = settings.retries();
    Duration giveUpAfter = giveUpAfter(settings);
    this.messages = new FailureMessages(settings, giveUpAfter);
    this.timer = new ScheduledThreadPoolExecutor(1, HttpTransport.daemons(settings, "-timer"));
    timer.setRemoveOnCancelPolicy(true);
    this.transport = new HttpTransport(settings, environment, timer);
    boolean budgeted = settings.requestsPerMinute() > 0 || settings.tokensPerMinute() > 0;
    this.budgetThread =
        budgeted
            ? new ScheduledThreadPoolExecutor(1, HttpTransport.daemons(settings, "-budget"))
            : null;
    this.admission =
        new CallAdmission(
            new AdaptiveLimit(settings.maxConcurrency(), settings.timeout().toNanos()),
            new CircuitBreaker(giveUpAfter),
            budgeted ? gate(budgets) : null);
    if (!settings.hedgeAfter().isZero()) {
      timer.scheduleWithFixedDelay(
          this::sendStuckAgain, SWEEP.toMillis(), SWEEP.toMillis(), TimeUnit.MILLISECONDS);
    }
  }

  /** A server beside the executor that died is started again, which may take its whole time. */
  private static Duration giveUpAfter(EndpointSettings settings) {
    Duration wanted = settings.giveUpAfter();
    Duration start = ExecutorServer.patience();
    boolean ownServer = settings.address().equals(ExecutorServer.PLACE);
    return ownServer && start.compareTo(wanted) > 0 ? start : wanted;
  }

  private RateGate gate(RateBudgets budgets) {
    return new RateGate(
        budgets,
        new RateBudgets.Key(
            settings.address().toString(),
            settings.requestsPerMinute(),
            settings.tokensPerMinute()),
        budgetThread,
        () -> admission.demand(),
        this::sendWaiting,
        System::nanoTime);
  }

  EndpointSettings settings() {
    return settings;
  }

  /**
   * Makes a call; safe for many threads, which take turns.
   *
   * @return fails with {@link LlmException} alone
   */
  <T> CompletableFuture<Outcome<T>> post(EndpointRequest<T> request) {
    PendingCall<T> call = new PendingCall<>(request, Thread.currentThread().getId());
    messages
        .overBudget(request)
        .ifPresentOrElse(fault -> fail(call, fault), () -> enqueue(call, false));
    return call.result;
  }

  /**
   * A plain GET outside of all limits, for probes. A server that is busy or fails is asked a few
   * times within half a minute.
   *
   * @return the last answer, whatever its status
   * @throws EconException if there is no answer
   */
  HttpResponse<String> get(String path) {
    RetryPolicy few =
        new RetryPolicy(PROBES, settings.retryBase(), settings.retryCap(), PROBE_TIME);
    long start = System.nanoTime();
    for (int attempt = 1; ; attempt++) {
      HttpResponse<String> response = transport.get(path);
      admission.answered();
      if (response.statusCode() == 200) {
        return response;
      }
      CallFault fault = CallFault.of(response, Secrets.redact(response.body()));
      Duration spent = Duration.ofNanos(System.nanoTime() - start);
      Duration pause =
          few.pause(attempt, fault.pause(), () -> ThreadLocalRandom.current().nextDouble());
      if (!fault.kind().retriable() || !few.allows(attempt, spent, pause)) {
        return response;
      }
      pause(pause);
    }
  }

  private static void pause(Duration pause) {
    try {
      TimeUnit.NANOSECONDS.sleep(pause.toNanos());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw EconException.model("Interrupted while asking an endpoint again.", e);
    }
  }

  /** Calls under way end; calls that wait or pause fail. */
  @Override
  public void close() {
    admission.close();
    sendWaiting();
  }

  private void enqueue(PendingCall<?> call, boolean first) {
    admission.enqueue(call, first);
    sendWaiting();
  }

  /** Runs on whichever thread freed a place. */
  private void sendWaiting() {
    CallAdmission.Departure departure = admission.depart();
    if (departure.trialInNanos() > 0) {
      timer.schedule(
          () -> {
            admission.trialDue();
            sendWaiting();
          },
          departure.trialInNanos(),
          TimeUnit.NANOSECONDS);
    }
    for (PendingCall<?> call : departure.hopeless()) {
      fail(
          call,
          departure.lost() == null ? FailureMessages.closed() : messages.lost(departure.lost()));
    }
    departure.leaving().forEach(this::send);
    if (admission.closed() && admission.idle()) {
      endThreads();
    }
  }

  /** Calls that pause still come to their end. */
  private void endThreads() {
    timer.shutdown();
    transport.shutdown();
    if (budgetThread != null) {
      budgetThread.shutdownNow();
    }
  }

  private void sendStuckAgain() {
    admission.stuck(settings.hedgeAfter(), settings.maxAttempts()).forEach(this::send);
  }

  private <T> void send(PendingCall<T> call) {
    transport
        .send(call)
        .whenComplete(
            (answer, failure) -> {
              if (failure == null) {
                answered(call, answer);
              } else {
                failed(call, CallFault.of(failure));
              }
            });
  }

  private <T> void answered(PendingCall<T> call, T answer) {
    long latency = System.nanoTime() - call.sentAt;
    admission.answered(call, latency, call.request.usage().tokens(answer));
    // The next call leaves before this one's answer is worked on.
    sendWaiting();
    call.complete(new Outcome<>(answer, call.first().attempts, Duration.ofNanos(latency)));
  }

  private void failed(PendingCall<?> call, CallFault fault) {
    CallAdmission.Failure failure = admission.failed(call, fault);
    if (failure.decides()) {
      endOrRepeat(call.first(), fault, failure);
    }
    sendWaiting();
  }

  private void endOrRepeat(PendingCall<?> call, CallFault fault, CallAdmission.Failure failure) {
    FailureKind kind = fault.kind();
    FailureKind lost = failure.lost();
    if (admission.closed()) {
      fail(call, FailureMessages.closed());
    } else if (lost != null) {
      fail(call, lost == kind ? fault : messages.lost(lost));
    } else if (failure.absent()) {
      // An outage is not the call's fault: it waits for the endpoint, not for its next attempt.
      call.firstSent = 0;
      enqueue(call, true);
    } else {
      // An answer that came in pieces says nothing of load: no need to hold back longer each time.
      boolean load = kind != FailureKind.MALFORMED && kind != FailureKind.TRUNCATED;
      Duration pause =
          retries.pause(
              load ? call.attempts : 1,
              failure.pause(),
              () -> ThreadLocalRandom.current().nextDouble());
      Duration spent = Duration.ofNanos(System.nanoTime() - call.firstSent);
      if (!kind.retriable() || !retries.allows(call.attempts - call.refusals, spent, pause)) {
        fail(call, kind == FailureKind.UNREACHABLE ? fault.asCutOff() : fault);
      } else {
        timer.schedule(() -> enqueue(call, true), pause.toNanos(), TimeUnit.NANOSECONDS);
      }
    }
  }

  private void fail(PendingCall<?> call, CallFault last) {
    call.result.completeExceptionally(messages.exception(call, last));
  }
}
