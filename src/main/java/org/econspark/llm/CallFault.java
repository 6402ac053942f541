package org.econspark.llm;

import java.io.IOException;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;

/**
 * One attempt at a call that failed.
 *
 * @param pause that the server asked for
 * @param cause null where the server itself said what was wrong
 */
record CallFault(FailureKind kind, String message, Optional<Duration> pause, Throwable cause) {

  /** Carries a fault through futures. */
  static final class RefusedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient CallFault fault;

    RefusedException(CallFault fault) {
      super(fault.message(), null, false, false);
      this.fault = fault;
    }
  }

  CallFault(FailureKind kind, String message) {
    this(kind, message, Optional.empty(), null);
  }

  /** What an answer with another status than 200 means. */
  static CallFault of(HttpResponse<?> response, String body) {
    return new CallFault(
        OpenAiProtocol.failure(response.statusCode(), body),
        ("status " + response.statusCode() + " " + OpenAiProtocol.reason(body)).strip(),
        response
            .headers()
            .firstValue("Retry-After")
            .flatMap(value -> retryAfter(value, Instant.now())),
        null);
  }

  /** What it means that a sending ended like that. */
  static CallFault of(Throwable failure) {
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
      return new CallFault(FailureKind.TIMEOUT, "request timed out");
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
    return new CallFault(kind, Secrets.redact(describe(cause)), Optional.empty(), cause);
  }

  /** Others were answered meanwhile: the endpoint is there, it only drops this call. */
  CallFault asCutOff() {
    return new CallFault(FailureKind.TRUNCATED, message, pause, cause);
  }

  static String describe(Throwable e) {
    return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
  }

  /** Seconds or a date; anything else counts as not said. */
  static Optional<Duration> retryAfter(String value, Instant now) {
    if (value.matches("\\d{1,6}(\\.\\d+)?")) {
      return Optional.of(Duration.ofMillis((long) (Double.parseDouble(value) * 1000)));
    }
    try {
      Instant date = Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(value));
      return Optional.of(Duration.between(now, date)).filter(pause -> !pause.isNegative());
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }
}
