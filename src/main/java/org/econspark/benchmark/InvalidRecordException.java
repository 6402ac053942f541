package org.econspark.benchmark;

/**
 * One record that cannot become a problem. Checked, so that every reader decides what happens to
 * it: the record is set aside as a {@link RejectedRecord} and the run goes on.
 */
public final class InvalidRecordException extends Exception {
  private static final long serialVersionUID = 1L;

  public InvalidRecordException(String message) {
    super(message);
  }

  public InvalidRecordException(String message, Throwable cause) {
    super(message, cause);
  }
}
