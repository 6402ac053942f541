package org.econspark.benchmark.grading.math;

/** An answer that is no mathematics this package reads; it is then compared as text. */
final class UnreadableAnswerException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  UnreadableAnswerException(String message) {
    // Thrown for ordinary texts, so without the cost of a stack trace.
    super(message, null, false, false);
  }
}
