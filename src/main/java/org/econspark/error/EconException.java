package org.econspark.error;

/**
 * A failure that a user can understand and act on: the message names the value, the cause and the
 * next step, and is printed as one line without a stack trace. Anything else that is thrown is a
 * bug.
 */
public class EconException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final ExitCode exitCode;

  public EconException(ExitCode exitCode, String message) {
    this(exitCode, message, null);
  }

  public EconException(ExitCode exitCode, String message, Throwable cause) {
    super(message, cause);
    this.exitCode = exitCode;
  }

  /** How the process ends when nothing handles this failure. */
  public ExitCode exitCode() {
    return exitCode;
  }

  /** Wrong command line or settings. */
  public static EconException usage(String message) {
    return new EconException(ExitCode.USAGE, message);
  }

  /** Input that cannot be read at all. */
  public static EconException data(String message, Throwable cause) {
    return new EconException(ExitCode.UNREADABLE_DATA, message, cause);
  }

  /** A model or an endpoint that cannot be used. */
  public static EconException model(String message, Throwable cause) {
    return new EconException(ExitCode.MODEL_NOT_USABLE, message, cause);
  }
}
