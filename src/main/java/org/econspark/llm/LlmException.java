package org.econspark.llm;

/** A call that gave no answer, after all its attempts. Never turned into an answer. */
public final class LlmException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final FailureKind kind;
  private final int attempts;

  public LlmException(FailureKind kind, int attempts, String message, Throwable cause) {
    super(message, cause);
    this.kind = kind;
    this.attempts = attempts;
  }

  public FailureKind kind() {
    return kind;
  }

  /** How often the call was sent. */
  public int attempts() {
    return attempts;
  }
}
