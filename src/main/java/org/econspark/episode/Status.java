package org.econspark.episode;

import java.util.Locale;

/** How an episode or a call ended. A failure is never counted as an answer. */
public enum Status {
  OK,
  /** The model answered, but no final answer could be read out of its text. */
  NO_ANSWER,
  /** The model gave no text. */
  FAILED;

  /** Lower-case name used in tables. */
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }
}
