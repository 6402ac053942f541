package org.econspark.error;

/** Exit codes of the command line; part of the project's contract with schedulers. */
public enum ExitCode {
  DONE(0),
  /** A bug: an exception that nothing in the project anticipated. */
  INTERNAL(1),
  USAGE(2),
  TOO_MANY_FAILURES(3),
  UNREADABLE_DATA(4),
  MODEL_NOT_USABLE(5),
  BUDGET_USED_UP(6),
  RUN_LOCKED(7),
  DIVERGED(8),
  GATE_FAILED(9),
  INTERRUPTED(130);

  private final int code;

  ExitCode(int code) {
    this.code = code;
  }

  /** The process exit status. */
  public int code() {
    return code;
  }
}
