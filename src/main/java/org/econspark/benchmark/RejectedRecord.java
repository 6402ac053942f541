package org.econspark.benchmark;

import java.io.Serializable;

/**
 * A record that could not be used, kept for the user to look at.
 *
 * @param file the file's path or URI as shown to users
 * @param position 1-based line, element or row
 * @param reason what is wrong and what was expected
 * @param excerpt the beginning of the record's text, at most {@value #EXCERPT_LENGTH} characters
 */
public record RejectedRecord(String file, long position, String reason, String excerpt)
    implements Serializable {

  /** Longest excerpt kept. */
  public static final int EXCERPT_LENGTH = 200;

  public RejectedRecord {
    if (excerpt.length() > EXCERPT_LENGTH) {
      excerpt = excerpt.substring(0, EXCERPT_LENGTH - 1) + "\u2026";
    }
  }

  /** A readable record whose content does not make a problem. */
  public static RejectedRecord of(RawRecord record, String reason) {
    return new RejectedRecord(
        record.file(), record.position(), reason, String.valueOf(record.fields()));
  }
}
