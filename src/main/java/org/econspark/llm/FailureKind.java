package org.econspark.llm;

import java.util.Locale;

/** Why a call gave no answer; its {@link #code} goes into the results as {@code error_kind}. */
public enum FailureKind {
  RATE_LIMITED(true),
  SERVER_ERROR(true),
  TIMEOUT(true),
  UNREACHABLE(true),
  MALFORMED(true),
  TRUNCATED(true),
  CONTEXT_OVERFLOW(false),
  CONTENT_FILTERED(false),
  REJECTED(false),
  AUTH(false);

  private final boolean retriable;

  FailureKind(boolean retriable) {
    this.retriable = retriable;
  }

  /** Whether the same call may succeed later. */
  public boolean retriable() {
    return retriable;
  }

  /** Lower-case name used in tables. */
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }
}
